package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The time that is planned, in slots of 15 or 30 minutes at whose beginnings turns start. Civil time is that of {@link #ZONE}.
 *
 * @param start a multiple of the slot
 * @param end a whole number of slots later, at most {@link #LONGEST}
 */
public record Horizon(Instant start, Instant end, Duration slot) {
    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    public static final Duration LONGEST = Duration.ofDays(10);

    public Horizon {
        if (!slot.equals(Duration.ofMinutes(15)) && !slot.equals(Duration.ofMinutes(30))) {
            throw new IllegalArgumentException("a slot must be PT15M or PT30M, is " + slot);
        }
        if (!end.isAfter(start) || Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the horizon must be longer than nothing and at most " + LONGEST + ": " + start + " to " + end);
        }
        if (start.getNano() != 0 || start.getEpochSecond() % slot.toSeconds() != 0) {
            throw new IllegalArgumentException("the horizon must start at a whole slot of " + slot + ": " + start);
        }
        if (Duration.between(start, end).toNanos() % slot.toNanos() != 0) {
            throw new IllegalArgumentException(
                    "the horizon must be whole slots of " + slot + ": " + start + " to " + end);
        }
    }

    /** Of that many days from the slot in which the moment lies. */
    public static Horizon of(Instant moment, Duration length, Duration slot) {
        long seconds = Math.floorDiv(moment.getEpochSecond(), slot.toSeconds()) * slot.toSeconds();
        Instant start = Instant.ofEpochSecond(seconds);
        return new Horizon(start, start.plus(length), slot);
    }

    public int slots() {
        return (int) (Duration.between(start, end).toSeconds() / slot.toSeconds());
    }

    /** When a slot begins; the number of slots gives the end. */
    public Instant at(int index) {
        return start.plus(slot.multipliedBy(index));
    }

    public Period period() {
        return new Period(start, end);
    }
}
