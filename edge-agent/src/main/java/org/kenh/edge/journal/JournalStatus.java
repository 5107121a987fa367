package org.kenh.edge.journal;

/**
 * How the journal is.
 *
 * @param waiting packs and messages that the centre does not have
 * @param bytes that its files take
 * @param maxBytes that they may take
 * @param damaged records and files that could not be read when it was opened, and since
 * @param droppedReadings for want of room, since it was opened
 * @param failedSyncs times that the disk did not take what was to be put on it
 * @param inMemory whether the disk does not take anything at present
 */
public record JournalStatus(
        int waiting,
        long bytes,
        long maxBytes,
        long damaged,
        long droppedReadings,
        long failedSyncs,
        boolean inMemory) {}
