package org.kenh.operations.alarmdesk;

import java.util.List;

/**
 * What is doubtful about a rule at its subject, for people of any language.
 *
 * @param code {@link #SEVERAL_DEVICES}
 * @param arguments in the order in which the code's text names them
 */
public record Doubt(String code, List<String> arguments) {
    /** More than one device of the site has the series; of the one that is named it counts. */
    public static final String SEVERAL_DEVICES = "several-devices";

    public Doubt {
        arguments = List.copyOf(arguments);
    }
}
