package org.kenh.edge.journal;

import java.time.Instant;

/**
 * With which numbers a journal goes on that was opened. Numbers of entries that may have been sent are never given
 * again: one is left out for every tail that was cut, and where the centre has more than is there, a new epoch begins.
 */
record Resumption(long lastId, Numbering numbering) {
    static Resumption of(Opening opening, Storage storage, Instant now) {
        long epoch = storage.boots().epoch();
        long lastId = 0;
        for (Segment segment : opening.all()) {
            epoch = Math.max(epoch, segment.header().epoch());
            lastId = Math.max(lastId, segment.lastId());
        }
        long sequence = 0;
        for (Segment segment : opening.all()) {
            boolean present =
                    segment.header().epoch() == epoch || segment.header().epoch() == 0;
            sequence = Math.max(sequence, present ? segment.lastSequence() : 0);
        }
        Numbering numbering = new Numbering(epoch, sequence + opening.torn());
        if (storage.acks().last() > lastId && epoch > 0) {
            numbering.renew(now.getEpochSecond());
        }
        return new Resumption(Math.max(lastId, storage.acks().last()) + opening.torn(), numbering);
    }
}
