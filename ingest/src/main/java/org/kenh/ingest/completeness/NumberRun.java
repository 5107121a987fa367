package org.kenh.ingest.completeness;

import java.time.LocalDate;

/** Packs of one day and epoch that came, with consecutive numbers from {@code first} to {@code last} inclusive. */
public record NumberRun(LocalDate day, long epoch, long first, long last) {
    public NumberRun {
        if (last < first) {
            throw new IllegalArgumentException("a run must not end before it begins, but is " + first + " to " + last);
        }
    }
}
