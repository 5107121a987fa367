package org.kenh.operations.share.cap;

import java.util.List;

/**
 * Something that keeps a message from being valid, for people of any language.
 *
 * @param code {@code not-xml}, {@code root}, {@code namespace}, {@code lacks}, {@code repeated}, {@code misplaced},
 *     {@code not-text}, {@code value}, {@code references}, {@code restriction}, {@code open-polygon}, {@code off-earth}
 * @param arguments names of elements and what they hold, in the order in which the code's text names them
 */
public record CapProblem(String code, List<String> arguments) {
    public CapProblem {
        arguments = List.copyOf(arguments);
    }

    static CapProblem of(String code, String... arguments) {
        return new CapProblem(code, List.of(arguments));
    }

    @Override
    public String toString() {
        return arguments.isEmpty() ? code : code + "(" + String.join(", ", arguments) + ")";
    }
}
