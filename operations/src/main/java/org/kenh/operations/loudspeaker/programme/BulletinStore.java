package org.kenh.operations.loudspeaker.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Keeps bulletins with their schedules. All calls block; {@link org.kenh.operations.OperationsException}: it failed. */
public interface BulletinStore {
    /** Empty if the origin is taken. */
    Optional<Bulletin> add(Content content, String by, Instant at);

    Optional<Bulletin> find(long id);

    Optional<Bulletin> find(Origin origin);

    /** Bulletins that stand and have a schedule that is not over by that day. */
    List<Bulletin> active(LocalDate day);

    /** All that stand and are not over by that day, and so many others; each newest first. */
    List<Bulletin> list(LocalDate day, int others);

    /** Only a bulletin that stands and has the revision; empty otherwise. */
    Optional<Bulletin> replace(long id, int revision, Content content, Instant at);

    /** Only one with the revision that this one had cancelled: it stands again; empty otherwise. */
    Optional<Bulletin> revive(long id, int revision, String by, Content content, Instant at);

    /** Only one that stands. */
    Optional<Bulletin> cancel(long id, Bulletin.Cancellation cancellation);
}
