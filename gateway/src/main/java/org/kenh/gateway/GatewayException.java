package org.kenh.gateway;

/** The front door cannot be opened, for example because a port is taken. Thrown at start only. */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GatewayException(String message, Throwable cause) {
        super(message, cause);
    }
}
