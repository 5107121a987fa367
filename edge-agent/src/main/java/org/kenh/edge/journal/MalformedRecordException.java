package org.kenh.edge.journal;

/** A record that does not say what its kind says; its checksum may be right all the same. */
final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedRecordException(String message) {
        super(message);
    }
}
