package org.kenh.edge.sensor.simulated;

/**
 * Chance that can be repeated: numbers that depend on a key and a place in time alone, so that a simulation which starts
 * again sees the same weather.
 */
final class Chance {
    private final long key;

    Chance(long seed, String name) {
        this.key = mix(seed * 0x9E3779B97F4A7C15L + name.hashCode());
    }

    /** A number in [0, 1) for an index. */
    double unit(long index) {
        return (mix(key + index * 0xD1B54A32D192ED03L) >>> 11) * 0x1.0p-53;
    }

    /** A number in [low, high) for an index. */
    double between(long index, double low, double high) {
        return low + (high - low) * unit(index);
    }

    /** A curve in [-1, 1] without jumps or corners that forgets itself within about one period, in seconds. */
    double curve(double seconds, double period) {
        double place = seconds / period;
        long index = (long) Math.floor(place);
        double part = place - index;
        double eased = part * part * (3 - 2 * part);
        long salt = Math.round(period) * 7919L;
        double from = 2 * unit(salt + index) - 1;
        double to = 2 * unit(salt + index + 1) - 1;
        return from + (to - from) * eased;
    }

    /** The last step of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
