package org.kenh.operations.loudspeaker.programme;

import java.util.List;

/**
 * What is wrong with a bulletin that somebody brings.
 *
 * @param member its place, as in {@code schedules[0].times}
 * @param key of the text that says so
 */
public record Flaw(String member, String key, List<Object> arguments) {
    public Flaw {
        arguments = List.copyOf(arguments);
    }

    static Flaw of(String member, String key, Object... arguments) {
        return new Flaw(member, key, List.of(arguments));
    }
}
