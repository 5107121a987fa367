package org.kenh.operations.api;

import org.kenh.ingest.registry.Registry.Outcome;

/** How the ends of registry changes are answered. */
final class Outcomes {
    private Outcomes() {}

    /** Throws a {@link Problem} unless it is done. */
    static void requireDone(Outcome outcome, String id) {
        switch (outcome) {
            case Outcome.Done() -> {}
            case Outcome.Exists(String existing) -> throw Problem.conflict("id", "problem.exists", existing);
            case Outcome.NotFound() -> throw Problem.notFound(id);
            case Outcome.UnknownReference(String field, String missing) ->
                throw Problem.invalid(field, "field.reference", missing);
        }
    }
}
