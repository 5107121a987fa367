package org.kenh.gateway.session;

import org.kenh.gateway.intake.Transport;

/**
 * An address that is really listened on.
 *
 * @param host as configured
 * @param port the real one, also where 0 was configured
 */
public record BoundListener(Transport transport, String host, int port) {}
