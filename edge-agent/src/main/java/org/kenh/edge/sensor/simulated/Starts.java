package org.kenh.edge.sensor.simulated;

/** The last starts of a motor, to hold back the one too many within an hour. */
final class Starts {
    private static final double HOUR = 3_600;

    private final double[] times;

    /** The limit goes by the size of the motor, kW. */
    Starts(double motorPower) {
        times = new double[motorPower < 15 ? 15 : motorPower <= 75 ? 10 : 5];
    }

    int limit() {
        return times.length;
    }

    boolean allowed(double seconds) {
        return seconds - times[0] >= HOUR;
    }

    void add(double seconds) {
        System.arraycopy(times, 1, times, 0, times.length - 1);
        times[times.length - 1] = seconds;
    }

    void shift(double seconds) {
        for (int i = 0; i < times.length; i++) {
            times[i] += seconds;
        }
    }

    void save(double[] state, int offset) {
        System.arraycopy(times, 0, state, offset, times.length);
    }

    void restore(double[] state, int offset) {
        System.arraycopy(state, offset, times, 0, times.length);
    }
}
