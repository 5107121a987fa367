package org.kenh.operations.irrigation.demand;

import java.util.List;
import java.util.Optional;

/**
 * What the fields with a running season need, as of the last look, at most a quarter of an hour ago. Safe for any thread;
 * does not block.
 */
public interface Demands {
    /** All of them, by id of the field. Who may see which is for the caller to decide. */
    List<FieldState> states();

    /** Empty for a field without a running season, and until the first look after the start of the program. */
    Optional<FieldState> state(String field);

    /** The days from today on if nobody waters the field; empty where the state is. */
    List<DayForecast> ahead(String field);
}
