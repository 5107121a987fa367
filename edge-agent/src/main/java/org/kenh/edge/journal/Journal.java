package org.kenh.edge.journal;

import java.util.Optional;
import java.util.Set;
import org.kenh.edge.uplink.Message;

/**
 * Keeps messages until the centre has acknowledged them. A parcel that was taken stays in the journal until it is
 * {@link #done} and may be put back; so every message is delivered at least once. Thread-safe.
 */
public interface Journal {
    /** Keeps a message. When the bound is reached the oldest messages of the least urgent lane are dropped for it. */
    void append(Lane lane, Message message, int readings);

    /** The oldest parcel that may be sent now, of the most urgent of the lanes that has one. */
    Optional<Parcel> take(Set<Lane> lanes);

    /** The centre has it, or will never take it. */
    void done(Parcel parcel);

    /** It was not delivered; it waits again, ahead of what came after it. */
    void putBack(Parcel parcel);

    /** Parcels of a lane that are not done, taken ones included. */
    int pending(Lane lane);

    /** Readings dropped since the journal was opened because there was no room. */
    long droppedReadings();
}
