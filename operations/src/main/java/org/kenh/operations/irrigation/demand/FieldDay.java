package org.kenh.operations.irrigation.demand;

import java.time.Instant;
import java.util.Optional;
import org.kenh.operations.irrigation.agronomy.BalanceDay;
import org.kenh.operations.irrigation.agronomy.Climate;

/**
 * A past day of a field, as it is reckoned today.
 *
 * @param season id in the registry
 * @param seasonRevision with which it was reckoned
 * @param coefficient Kc
 * @param adjustment of Kc to the climate; empty where Kc is that of the crop
 * @param water level in mm over the soil (paddy) or depletion in mm (dry crop) at the end
 * @param bounds of the day; empty when no water was to be given
 * @param changedAt when it was last reckoned to something else than before
 */
public record FieldDay(
        String field,
        long season,
        int seasonRevision,
        boolean paddy,
        BalanceDay balance,
        double coefficient,
        Optional<Adjustment> adjustment,
        Drivers drivers,
        double water,
        Optional<Bounds> bounds,
        Instant changedAt) {

    /**
     * What the balance was fed with and where it is from.
     *
     * @param reference ET0, mm
     * @param rainMeasured mm, also what did not count
     * @param delivered m³ at the inlet
     * @param how the worst of the day's accounts; empty where there is none
     */
    public record Drivers(
            double reference,
            ReferenceSource referenceSource,
            double rainMeasured,
            RainOrigin rainOrigin,
            double delivered,
            Optional<DeliveredWater.How> how) {}

    /**
     * What Kc was adjusted from and to.
     *
     * @param table Kc before
     * @param climate mean of the days of the stage before this one
     */
    public record Adjustment(double table, Climate.Mean climate) {}

    /** Whose ET0 it is, the best first. */
    public enum ReferenceSource {
        STATION,
        /** The mean of the district's stations, as its own has none. */
        DISTRICT,
        /** A quarter of what the sun outside the atmosphere could evaporate, as nobody has measured anything. */
        ASSUMED
    }

    /** Whose rain it is, the best first. */
    public enum RainOrigin {
        /** The gauge of the field, or of the station that it is given. */
        GAUGE,
        /** The mean of the district's gauges. */
        DISTRICT,
        /** Nobody has measured any: none is assumed. */
        NONE
    }

    /** Whether both say the same of the day, whenever they were reckoned. */
    boolean agreesWith(FieldDay other) {
        return at(Instant.EPOCH).equals(other.at(Instant.EPOCH));
    }

    FieldDay at(Instant when) {
        return new FieldDay(
                field, season, seasonRevision, paddy, balance, coefficient, adjustment, drivers, water, bounds, when);
    }
}
