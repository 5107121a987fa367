package org.kenh.operations.irrigation.agronomy;

import java.util.Optional;

/**
 * What a field asks for.
 *
 * @param confidence of the state from which it was reckoned
 * @param need empty if there is none, which the reason explains
 */
public record Demand(Reason reason, Confidence confidence, Optional<Need> need) {
    public Demand {
        if (reason.code().isNeed() != need.isPresent()) {
            throw new IllegalArgumentException("reason " + reason.code() + " does not fit the need " + need);
        }
    }
}
