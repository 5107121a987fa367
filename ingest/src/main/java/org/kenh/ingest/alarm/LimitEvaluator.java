package org.kenh.ingest.alarm;

import java.util.List;
import org.kenh.ingest.alarm.Condition.Direction;

/** Compares what is measured with limits and a deadband. */
abstract class LimitEvaluator extends Evaluator {
    /** Of each level its limit and where it is clear again, side by side: each reading looks at both. */
    private final double[] bounds;

    private final boolean rising;

    LimitEvaluator(boolean rising, double deadband, double... limits) {
        this.rising = rising;
        bounds = new double[2 * limits.length];
        for (int i = 0; i < limits.length; i++) {
            bounds[2 * i] = limits[i];
            bounds[2 * i + 1] = rising ? limits[i] - deadband : limits[i] + deadband;
        }
    }

    @Override
    final Truth wants(int level, boolean on, long at) {
        double measured = measure(at);
        if (Double.isNaN(measured)) {
            return Truth.UNKNOWN;
        }
        // With a deadband of 0 both bounds are the same number, and then the alarm wins.
        double limit = bounds[2 * level];
        double clear = bounds[2 * level + 1];
        boolean wanted =
                rising ? measured >= limit || (on && measured > clear) : measured <= limit || (on && measured < clear);
        return wanted ? Truth.TRUE : Truth.FALSE;
    }

    @Override
    final double limit(int level) {
        return bounds[2 * level];
    }

    /** The limit that is met first when it lies on this side, otherwise no limit at all. */
    final double mildest(boolean above) {
        if (above == rising) {
            return bounds[0];
        }
        return above ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /** High, low and several levels of them. */
    static final class OfValue extends LimitEvaluator {
        private final Inputs inputs;

        OfValue(Inputs inputs, Direction direction, List<Double> setpoints, double deadband) {
            super(
                    direction == Direction.RISING,
                    deadband,
                    setpoints.stream().mapToDouble(Double::doubleValue).toArray());
            this.inputs = inputs;
        }

        @Override
        double quietAbove() {
            return mildest(false);
        }

        @Override
        double quietBelow() {
            return mildest(true);
        }

        @Override
        double measure(long at) {
            return inputs.value(0, at);
        }
    }

    /** The difference of two series. */
    static final class OfDifference extends LimitEvaluator {
        private final Inputs inputs;

        OfDifference(Inputs inputs, Condition.Deviation condition) {
            super(true, condition.deadband(), condition.limit());
            this.inputs = inputs;
        }

        @Override
        double measure(long at) {
            return Math.abs(inputs.value(0, at) - inputs.value(1, at));
        }
    }

    /** How far the value has moved within a window. */
    static final class OfChange extends LimitEvaluator {
        private final Inputs inputs;
        private final Direction direction;
        private final Extremes extremes;

        OfChange(Inputs inputs, Condition.RateOfChange condition) {
            super(true, condition.deadband(), condition.change());
            this.inputs = inputs;
            direction = condition.direction();
            extremes = new Extremes(Micros.of(condition.within()));
        }

        @Override
        void observe(int input, long at, double value) {
            if (input == 0 && !Double.isNaN(value)) {
                extremes.add(at, value);
            }
        }

        @Override
        double measure(long at) {
            double value = inputs.value(0, at);
            if (Double.isNaN(value)) {
                return value;
            }
            double rise = value - extremes.lowest(at, value);
            double fall = extremes.highest(at, value) - value;
            return switch (direction) {
                case RISING -> rise;
                case FALLING -> fall;
                case EITHER -> Math.max(rise, fall);
            };
        }

        @Override
        long memory() {
            return extremes.window();
        }

        @Override
        void clockWentBack(long now) {
            extremes.forgetAfter(now);
        }

        @Override
        void write(StateWriter out) {
            extremes.write(out);
        }

        @Override
        void read(StateReader in) {
            extremes.read(in);
        }
    }
}
