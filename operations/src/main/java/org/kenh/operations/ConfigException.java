package org.kenh.operations;

import java.util.List;

/** The configuration cannot be used; names everything that is wrong with it. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One per fault, each naming key and value. */
    public List<String> problems() {
        return problems;
    }
}
