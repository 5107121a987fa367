package org.kenh.bench.load;

/** The times that a device puts into its messages. Used by the thread of its connection only. */
interface Times {
    /** Unix milliseconds of the first sample of the next message. */
    long next(long nowMillis);

    /** Now, but never a millisecond twice: nothing may be a duplicate of anything. */
    static Times live() {
        return new Times() {
            private long last;

            @Override
            public long next(long nowMillis) {
                last = Math.max(last + 1, nowMillis);
                return last;
            }
        };
    }

    /** From {@code firstMillis} on, {@code stepMillis} further with each message. */
    static Times series(long firstMillis, long stepMillis) {
        return new Times() {
            private long next = firstMillis;

            @Override
            public long next(long nowMillis) {
                long taken = next;
                next += stepMillis;
                return taken;
            }
        };
    }
}
