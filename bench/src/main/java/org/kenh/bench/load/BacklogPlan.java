package org.kenh.bench.load;

import java.time.Duration;

/**
 * Devices that come back after a while without network, each with what it kept, and go on measuring meanwhile.
 *
 * @param address of the MQTT listener
 * @param connectTime within which all of them come
 * @param minutes of backlog, a sample each
 * @param series values per sample
 * @param packSamples samples per message of the backlog
 * @param window messages of the backlog in flight per device
 * @param liveInterval from one live sample of a device to the next
 */
public record BacklogPlan(
        Target address,
        Duration connectTime,
        int minutes,
        int series,
        int packSamples,
        int window,
        Duration liveInterval) {
    private static final int MOST_RECORDS = 5_000;

    public BacklogPlan {
        if (minutes < 1 || series < 1 || packSamples < 1 || window < 1) {
            throw new IllegalArgumentException("minutes, series, samples per pack and window must be positive: "
                    + minutes + ", " + series + ", " + packSamples + ", " + window);
        }
        if (packSamples * series > MOST_RECORDS) {
            throw new IllegalArgumentException("a pack has at most " + MOST_RECORDS + " readings, but " + packSamples
                    + " samples of " + series + " series have " + packSamples * series);
        }
    }

    /** Packs of one device; the last one may hold samples of the minutes before the backlog began. */
    int packs() {
        return Math.ceilDiv(minutes, packSamples);
    }

    /** Readings of one device's backlog. */
    public long readings() {
        return (long) packs() * packSamples * series;
    }
}
