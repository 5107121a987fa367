package org.kenh.operations.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.account.Principal;
import org.kenh.operations.account.Sessions;

/** Finds out who is calling, and keeps other web sites from calling with a visitor's cookie. */
final class Guard {
    static final String COOKIE = "kenh_session";
    private static final String BEARER = "Bearer ";
    private static final int LONGEST_TOKEN = 100;

    private final Sessions sessions;

    Guard(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The person; throws {@link Problem} if the endpoint does not admit whoever it is. */
    Optional<Principal> admit(HttpServerRequest request, Endpoint endpoint) {
        return switch (endpoint.access()) {
            case Endpoint.Access.Anybody() -> {
                requireNotForeign(request);
                yield Optional.empty();
            }
            case Endpoint.Access.SignedIn() -> Optional.of(staff(signedIn(request)));
            case Endpoint.Access.EveryRole() -> Optional.of(signedIn(request));
            case Endpoint.Access.Only only -> Optional.of(admitted(signedIn(request), only));
        };
    }

    private Principal signedIn(HttpServerRequest request) {
        Optional<String> bearer = bearer(request);
        if (bearer.isEmpty() && isMutating(request)) {
            requireSameOrigin(request);
        }
        return bearer.or(() -> cookie(request))
                .filter(token -> token.length() <= LONGEST_TOKEN)
                .flatMap(token -> sessions.authenticate(token, true))
                .orElseThrow(() -> Problem.of(401, "problem.signIn").with("WWW-Authenticate", "Bearer"));
    }

    /** A cooperative has no business with devices, alarms and other people's readings. */
    private static Principal staff(Principal principal) {
        if (principal.account().isOnlyCooperative()) {
            throw Problem.of(403, "problem.forbidden");
        }
        return principal;
    }

    private static Principal admitted(Principal principal, Endpoint.Access.Only only) {
        if (!only.admits(principal)) {
            throw Problem.of(403, "problem.forbidden");
        }
        return principal;
    }

    /** Programs send neither header; a page of another site sends at least one. */
    private static void requireNotForeign(HttpServerRequest request) {
        boolean fromBrowser = request.getHeader("Sec-Fetch-Site") != null || request.getHeader("Origin") != null;
        if (isMutating(request) && fromBrowser) {
            requireSameOrigin(request);
        }
    }

    private static void requireSameOrigin(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean same = site != null ? site.equals("same-origin") : isOwnOrigin(request);
        if (!same && (cookie(request).isPresent() || request.getHeader("Origin") != null || site != null)) {
            throw Problem.of(403, "problem.foreignOrigin");
        }
    }

    private static boolean isOwnOrigin(HttpServerRequest request) {
        @Nullable String origin = request.getHeader("Origin");
        @Nullable HostAndPort own = request.authority();
        if (origin == null || own == null) {
            return false;
        }
        try {
            // The scheme is not compared: a proxy in front may speak TLS where this server does not.
            return own.toString().equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isMutating(HttpServerRequest request) {
        return !request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD);
    }

    private static Optional<String> bearer(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    private static Optional<String> cookie(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(COOKIE)).map(io.vertx.core.http.Cookie::getValue);
    }
}
