package org.kenh.ingest.alarm;

import org.kenh.telemetry.Value;

/** Conditions that hold or do not, without limits and deadbands. */
abstract class StateEvaluator extends Evaluator {
    @Override
    double limit(int level) {
        return Double.NaN;
    }

    /** The value is exactly this one; of texts, 1 stands for the text that is looked for. */
    static class EqualTo extends StateEvaluator {
        private final Inputs inputs;
        private final double expected;

        EqualTo(Inputs inputs, double expected) {
            this.inputs = inputs;
            this.expected = expected;
        }

        @Override
        Truth wants(int level, boolean on, long at) {
            double value = inputs.value(0, at);
            return Double.isNaN(value) ? Truth.UNKNOWN : Truth.of(value == expected);
        }

        @Override
        double measure(long at) {
            return inputs.value(0, at);
        }

        @Override
        double limit(int level) {
            return expected;
        }
    }

    /** The newest text is this one. */
    static final class EqualToText extends EqualTo {
        private final String expected;

        EqualToText(Inputs inputs, String expected) {
            super(inputs, 1);
            this.expected = expected;
        }

        @Override
        double number(Value value) {
            return value instanceof Value.Text text ? (text.value().equals(expected) ? 1 : 0) : Double.NaN;
        }

        @Override
        boolean readsTexts() {
            return true;
        }
    }

    /** Nothing has come for a time, counted from the beginning of the watch if nothing ever came. */
    static final class Silence extends StateEvaluator {
        private final Inputs inputs;
        private final long after;
        private final long[] watchedSince = new long[1];

        Silence(Inputs inputs, long after, long watchedSince) {
            this.inputs = inputs;
            this.after = after;
            this.watchedSince[0] = watchedSince;
        }

        @Override
        Truth wants(int level, boolean on, long at) {
            return Truth.of(at >= due());
        }

        @Override
        long nextChange(long time) {
            return due() > time ? due() : Micros.NEVER;
        }

        @Override
        double measure(long at) {
            return Double.NaN;
        }

        @Override
        boolean readsTexts() {
            return true;
        }

        @Override
        void clockWentBack(long now) {
            watchedSince[0] = Math.min(watchedSince[0], now);
        }

        @Override
        void write(StateWriter out) {
            out.longs(watchedSince);
        }

        @Override
        void read(StateReader in) {
            in.longs(watchedSince);
        }

        private long due() {
            return Math.max(inputs.newest(0), watchedSince[0]) + after;
        }
    }

    /** A boolean expression. */
    static final class OfExpression extends StateEvaluator {
        private final Operation operation;

        OfExpression(Operation operation) {
            this.operation = operation;
        }

        @Override
        Truth wants(int level, boolean on, long at) {
            return operation.truth(at);
        }

        @Override
        double measure(long at) {
            return Double.NaN;
        }
    }
}
