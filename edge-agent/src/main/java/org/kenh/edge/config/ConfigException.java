package org.kenh.edge.config;

import java.util.List;

/** A configuration file that cannot be used; the message lists every problem with its file, key and value. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The list is copied into the message; one problem stands on one line. */
    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
