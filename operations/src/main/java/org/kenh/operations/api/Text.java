package org.kenh.operations.api;

import java.util.List;

/** A message for people, by its key in the resource bundle and what stands in it. */
record Text(String key, List<String> arguments) {
    Text {
        arguments = List.copyOf(arguments);
    }

    static Text of(String key, Object... arguments) {
        return new Text(
                key, java.util.Arrays.stream(arguments).map(String::valueOf).toList());
    }
}
