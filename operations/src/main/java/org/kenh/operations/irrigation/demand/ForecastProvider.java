package org.kenh.operations.irrigation.demand;

import java.time.LocalDate;
import java.util.Map;

/** Foretells rain. May block. */
@FunctionalInterface
public interface ForecastProvider {
    /** Rain in mm for an area by day, both days included; days for which nothing is forecast are not there. */
    Map<LocalDate, Double> rain(String area, LocalDate first, LocalDate last);
}
