package org.kenh.operations.management;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the server can do its work now, and if not, why. */
public final class Readiness {
    private final List<Supplier<Optional<String>>> checks;

    /** Every check says what is wrong, or nothing. They may block for some seconds. */
    public Readiness(List<Supplier<Optional<String>>> checks) {
        this.checks = List.copyOf(checks);
    }

    /** Empty when all is well. */
    List<String> reasons() {
        return checks.stream().flatMap(check -> check.get().stream()).toList();
    }
}
