package org.kenh.operations.irrigation.plan;

import java.util.List;

/** A pinned turn that would break constraints, and is not in the plan. */
public record PinRefusal(PinnedTurn pin, List<Violation> violations) {
    public PinRefusal {
        violations = List.copyOf(violations);
    }
}
