package org.kenh.operations.notification.mail;

import java.util.Optional;

/**
 * The mail server that takes our messages.
 *
 * @param from the address of the sender
 */
public record MailServer(String host, int port, Security security, Optional<Login> login, String from) {

    /** How the connection is protected. */
    public enum Security {
        /** Plain at first, then TLS; without it nothing is sent. */
        STARTTLS,
        TLS,
        /** In the clear, for a server on this machine. */
        NONE
    }

    /** Who we are there. */
    public record Login(String user, String password) {
        /** Leaves the password out, so that it reaches no log. */
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }
}
