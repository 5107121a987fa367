package org.kenh.operations.document;

import java.util.Arrays;
import java.util.List;

/**
 * What is wrong with one member of a document.
 *
 * @param member where it stands, for example {@code condition.setpoint} or {@code levels[1].priority}
 * @param key of the message for people, without its language
 * @param arguments what the message names: limits and the offending value
 */
public record Mistake(String member, String key, List<String> arguments) {
    public Mistake {
        arguments = List.copyOf(arguments);
    }

    public static Mistake of(String member, String key, Object... arguments) {
        return new Mistake(
                member, key, Arrays.stream(arguments).map(String::valueOf).toList());
    }

    @Override
    public String toString() {
        return member + ": " + key + " " + arguments;
    }
}
