package org.kenh.edge.journal;

/** The kinds of records in all files of the journal. */
final class RecordType {
    /** Index, name and unit of a series; stands twice. */
    static final int SERIES = 1;
    /** Measurements. */
    static final int PACK = 2;
    /** A message as it is sent. */
    static final int MESSAGE = 3;
    /** A boot began. */
    static final int BOOT = 10;
    /** An anchor of a boot's time. */
    static final int ANCHOR = 11;
    /** The epoch of packs that were written when no clock could be asked. */
    static final int EPOCH = 12;
    /** Ids that the centre has, first and last. */
    static final int ACKNOWLEDGED = 20;

    private RecordType() {}
}
