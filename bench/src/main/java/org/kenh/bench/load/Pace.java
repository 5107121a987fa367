package org.kenh.bench.load;

/** When the next message of a flow is due. Used by the thread of its connection only. */
interface Pace {
    /** Not now. */
    long NEVER = Long.MAX_VALUE;

    /** The time at which the next message should be sent, if that is now or past, else {@link #NEVER}. */
    long due(long nowNanos);

    /** The message that was due is being sent. */
    void taken();

    /** Always due from {@code start} until {@code end}: the window alone limits. */
    static Pace closedLoop(long start, long end) {
        return new Pace() {
            @Override
            public long due(long now) {
                return now - start >= 0 && now - end < 0 ? now : NEVER;
            }

            @Override
            public void taken() {}
        };
    }

    /** Every {@code interval} from {@code first} until {@code end}, whatever became of the messages before. */
    static Pace fixedRate(long first, long interval, long end) {
        return new Pace() {
            private long next = first;

            @Override
            public long due(long now) {
                return next - now <= 0 && next - end < 0 ? next : NEVER;
            }

            @Override
            public void taken() {
                next += interval;
            }
        };
    }

    /** So many as fast as the window lets through. */
    static Pace count(long messages) {
        return new Pace() {
            private long left = messages;

            @Override
            public long due(long now) {
                return left > 0 ? now : NEVER;
            }

            @Override
            public void taken() {
                left--;
            }
        };
    }
}
