package org.kenh.edge.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A configuration file that cannot be used; the message lists every problem with its file, line, key and value, first
 * in Vietnamese and then in English.
 */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The list is copied into the message; one problem stands on one line. */
    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }

    private ConfigException(String message) {
        super(message);
    }

    static ConfigException of(List<Problem> problems) {
        return new ConfigException(Stream.concat(
                        problems.stream().map(Problem::inVietnamese),
                        problems.stream().map(Problem::inEnglish))
                .collect(Collectors.joining(System.lineSeparator())));
    }
}
