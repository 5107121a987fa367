package org.kenh.operations.api;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.completeness.DayCompleteness;
import org.kenh.ingest.completeness.DayCompleteness.Counting;
import org.kenh.ingest.registry.Device;

/**
 * The account of a device and day as the API shows it.
 *
 * @param share 0 to 1
 * @param lateSeconds for how much of the day the data came late
 */
record CompletenessView(
        String device,
        String site,
        LocalDate day,
        String counting,
        @Nullable Boolean complete,
        @Nullable Double share,
        CountsView packs,
        CountsView readings,
        long lateSeconds,
        int epochs,
        @Nullable Instant lastAt) {

    static CompletenessView of(Device device, DayCompleteness day) {
        boolean known = day.counting() != Counting.UNKNOWN;
        return new CompletenessView(
                device.id().value(),
                device.site(),
                day.day(),
                day.counting().word(),
                day.complete().orElse(null),
                day.share().isPresent() ? (Double) day.share().getAsDouble() : null,
                CountsView.of(day.packs(), known),
                CountsView.of(day.readings(), known),
                day.lateTime().toSeconds(),
                day.epochs(),
                day.lastAt().orElse(null));
    }

    /** What was to come and what is lost is null where it cannot be told. */
    record CountsView(
            @Nullable Long expected,
            long received,
            long late,
            @Nullable Long lost) {
        static CountsView of(DayCompleteness.Counts counts, boolean known) {
            return new CountsView(
                    known ? (Long) counts.expected() : null,
                    counts.received(),
                    counts.late(),
                    known ? (Long) counts.lost() : null);
        }
    }
}
