package org.kenh.edge.uplink;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Goes once through all addresses of some routes; names are resolved when their turn comes. Not thread-safe. */
final class Round {
    private final Iterator<Route> routes;
    private Optional<Route> route = Optional.empty();
    private Iterator<Target> targets = List.<Target>of().iterator();

    Round(List<Route> routes) {
        this.routes = routes.iterator();
    }

    /** What to try next; empty at the end of the round. Blocks for names. */
    Optional<Candidate> next() {
        while (!targets.hasNext()) {
            if (!routes.hasNext()) {
                return Optional.empty();
            }
            Route following = routes.next();
            route = Optional.of(following);
            targets = following.targets().iterator();
        }
        return route.map(current -> new Candidate(current, targets.next()));
    }

    /** An address, and the route to which it belongs. */
    record Candidate(Route route, Target target) {
        @Override
        public String toString() {
            return route.name() + " " + target;
        }
    }
}
