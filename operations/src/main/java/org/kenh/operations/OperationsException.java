package org.kenh.operations;

/** Something went wrong that the caller cannot mend; the message says what, with which value, and where. */
public class OperationsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OperationsException(String message) {
        super(message);
    }

    public OperationsException(String message, Throwable cause) {
        super(message, cause);
    }
}
