package org.kenh.operations.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.account.Account;
import org.kenh.operations.account.Accounts;
import org.kenh.operations.account.Accounts.PasswordChange;
import org.kenh.operations.account.Principal;
import org.kenh.operations.account.Role;
import org.kenh.operations.account.Sessions;
import org.kenh.operations.account.Sessions.Login;
import org.kenh.telemetry.Excerpt;

/** Signing in and out, and one's own password. */
final class SessionResource {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Sessions sessions;
    private final Accounts accounts;
    private final AuditTrail audit;
    private final InstantSource clock;

    SessionResource(Backend backend, AuditTrail audit) {
        this.sessions = backend.people().sessions();
        this.accounts = backend.people().accounts();
        this.audit = audit;
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/session", Endpoint.Access.ANYBODY, this::login),
                Endpoint.get("/session", Endpoint.Access.EVERY_ROLE, this::current),
                Endpoint.delete("/session", Endpoint.Access.EVERY_ROLE, this::logout),
                Endpoint.post("/session/password", Endpoint.Access.EVERY_ROLE, this::changePassword));
    }

    private Answer login(Call call) {
        JsonBody body = call.body();
        String username = body.text("username", 200);
        String password = body.secret("password", 1, Accounts.LONGEST_PASSWORD);
        body.finish();
        String actor = Excerpt.of(Account.normalise(username));
        return switch (sessions.login(username, password, call.address())) {
            case Login.Welcome(String token, Principal principal) -> {
                audit.write(actor, call, "login", new AuditTrail.Deed("", ""));
                yield welcome(call, token, principal);
            }
            case Login.Refused() -> {
                audit.write(actor, call, "login.failed", new AuditTrail.Deed("", ""));
                throw Problem.of(401, "problem.wrongPassword");
            }
            case Login.Locked(Duration remaining) -> throw Problem.comeBack(429, "problem.locked", remaining);
            case Login.Busy() -> throw Problem.comeBack(503, "problem.busy", RETRY);
        };
    }

    private Answer current(Call call) {
        return Answer.ok(view(call.principal()));
    }

    private Answer logout(Call call) {
        sessions.logout(call.principal());
        audit.write(call, "logout", "", "");
        return new Answer.Empty(Map.of("Set-Cookie", cookie(call, "", Duration.ZERO)));
    }

    private Answer changePassword(Call call) {
        JsonBody body = call.body();
        String current = body.secret("current", 1, Accounts.LONGEST_PASSWORD);
        String next = body.secret("next", Accounts.SHORTEST_PASSWORD, Accounts.LONGEST_PASSWORD);
        body.finish();
        switch (accounts.changePassword(call.principal(), current, next)) {
            case PasswordChange.Done() -> audit.write(call, "password.change", call.username(), "");
            case PasswordChange.Wrong() -> {
                audit.write(call, "password.change.failed", call.username(), "");
                throw Problem.invalid("current", "field.wrongPassword");
            }
            case PasswordChange.Locked(Duration remaining) -> throw Problem.comeBack(429, "problem.locked", remaining);
            case PasswordChange.Busy() -> throw Problem.comeBack(503, "problem.busy", RETRY);
        }
        return Answer.empty();
    }

    private Answer welcome(Call call, String token, Principal principal) {
        Duration rest = Duration.between(clock.instant(), principal.expiresAt());
        Account account = principal.account();
        return new Answer.Body(
                200,
                new WelcomeView(
                        token,
                        account.username(),
                        account.name(),
                        words(account),
                        account.area().orElse(null),
                        principal.expiresAt()),
                Map.of("Set-Cookie", cookie(call, token, rest)));
    }

    /** Secure only over TLS: on a plain connection a browser would drop such a cookie. */
    private static String cookie(Call call, String token, Duration rest) {
        return Guard.COOKIE + "=" + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + rest.toSeconds()
                + (call.isEncrypted() ? "; Secure" : "");
    }

    private static SessionView view(Principal principal) {
        Account account = principal.account();
        return new SessionView(
                account.username(),
                account.name(),
                words(account),
                account.area().orElse(null),
                principal.expiresAt());
    }

    private static List<String> words(Account account) {
        return account.roles().stream().sorted().map(Role::word).toList();
    }

    record SessionView(
            String username,
            String name,
            List<String> roles,
            @Nullable String area,
            Instant expiresAt) {}

    record WelcomeView(
            String token,
            String username,
            String name,
            List<String> roles,
            @Nullable String area,
            Instant expiresAt) {}
}
