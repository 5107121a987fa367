package org.kenh.operations.api;

import io.vertx.core.http.HttpMethod;
import java.util.Set;
import org.kenh.operations.account.Principal;
import org.kenh.operations.account.Role;

/**
 * One call of the API.
 *
 * @param path below {@code /api/v1}, with {@code {name}} for what varies, as in the OpenAPI document
 * @param largestBody in bytes, where the method has a body
 */
record Endpoint(HttpMethod method, String path, Access access, Action action, int largestBody) {
    /** Enough for everything but maps. */
    static final int SMALL_BODY = 32 * 1024;

    static Endpoint get(String path, Access access, Action action) {
        return new Endpoint(HttpMethod.GET, path, access, action, SMALL_BODY);
    }

    static Endpoint post(String path, Access access, Action action) {
        return new Endpoint(HttpMethod.POST, path, access, action, SMALL_BODY);
    }

    static Endpoint patch(String path, Access access, Action action) {
        return new Endpoint(HttpMethod.PATCH, path, access, action, SMALL_BODY);
    }

    static Endpoint delete(String path, Access access, Action action) {
        return new Endpoint(HttpMethod.DELETE, path, access, action, SMALL_BODY);
    }

    Endpoint withBodyUpTo(int bytes) {
        return new Endpoint(method, path, access, action, bytes);
    }

    /** Answers a call; runs on a virtual thread and may block. Throws {@link Problem} for every other ending. */
    @FunctionalInterface
    interface Action {
        Answer answer(Call call);
    }

    /** Who may call. */
    sealed interface Access {
        Access ANYBODY = new Anybody();
        Access SIGNED_IN = new SignedIn();
        Access EVERY_ROLE = new EveryRole();
        Access ADMINISTRATOR = new Only(Set.of(Role.ADMINISTRATOR));

        static Access only(Role... roles) {
            return new Only(Set.of(roles));
        }

        record Anybody() implements Access {}

        /** Everybody who is signed in, but those who are here for a cooperative alone. */
        record SignedIn() implements Access {}

        /** Everybody who is signed in. */
        record EveryRole() implements Access {}

        record Only(Set<Role> roles) implements Access {
            public Only {
                roles = Set.copyOf(roles);
            }

            boolean admits(Principal principal) {
                return roles.stream().anyMatch(principal.account()::has);
            }
        }
    }
}
