package org.kenh.operations.api;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong, so that all of it is answered at once; of each field the first fault only. */
final class FieldErrors {
    private static final int MOST = 50;

    private final List<Problem.FieldError> errors = new ArrayList<>();

    void add(String field, String key, Object... arguments) {
        boolean first = errors.stream().noneMatch(error -> error.field().equals(field));
        if (first && errors.size() < MOST) {
            errors.add(new Problem.FieldError(field, Text.of(key, arguments)));
        }
    }

    void throwIfAny() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }
}
