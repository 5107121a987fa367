package org.kenh.operations.api;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.account.Account;
import org.kenh.operations.account.Accounts;
import org.kenh.operations.account.Accounts.Change;
import org.kenh.operations.account.Role;

/** Accounts, for administrators; one of an area sees and gives only what lies in it. */
final class AccountResource {
    private static final List<String> ROLES =
            Arrays.stream(Role.values()).map(Role::word).toList();
    private static final int LONGEST_NAME = 200;

    private final Accounts accounts;
    private final Registry registry;
    private final AuditTrail audit;

    AccountResource(Backend backend, AuditTrail audit) {
        this.accounts = backend.people().accounts();
        this.registry = backend.telemetry().registry();
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/accounts", Endpoint.Access.ADMINISTRATOR, this::list),
                Endpoint.post("/accounts", Endpoint.Access.ADMINISTRATOR, this::create),
                Endpoint.patch("/accounts/{username}", Endpoint.Access.ADMINISTRATOR, this::change));
    }

    private Answer list(Call call) {
        call.query().finish();
        return Answer.ok(accounts.all().stream()
                .filter(account -> isWithin(call, account.area()))
                .map(AccountResource::view)
                .toList());
    }

    private Answer create(Call call) {
        JsonBody body = call.body();
        String username = body.formed("username", Account::isUsername);
        String name = body.text("name", LONGEST_NAME);
        Optional<List<String>> roles = body.optionalWords("roles", ROLES);
        Optional<String> area = body.optionalFormed("area", Inputs::isId);
        boolean disabled = body.optionalFlag("disabled").orElse(false);
        String password = body.secret("password", Accounts.SHORTEST_PASSWORD, Accounts.LONGEST_PASSWORD);
        checkArea(call, body, area);
        body.finish();
        Account account = new Account(username, name, roles(roles.orElse(List.of())), area, disabled);
        finish(accounts.create(account, password), username);
        audit.write(call, "account.create", username, describe(account));
        return Answer.created(view(account), "/api/v1/accounts/" + username);
    }

    private Answer change(Call call) {
        String username = Account.normalise(call.path("username"));
        if (accounts.find(username)
                .filter(account -> isWithin(call, account.area()))
                .isEmpty()) {
            throw missing(username);
        }
        JsonBody body = call.body();
        Optional<String> name = body.optionalText("name", LONGEST_NAME);
        Optional<List<String>> roles = body.optionalWords("roles", ROLES);
        boolean moves = body.mentions("area");
        Optional<String> area = body.optionalFormed("area", Inputs::isId);
        Optional<Boolean> disabled = body.optionalFlag("disabled");
        Optional<String> password =
                body.optionalSecret("password", Accounts.SHORTEST_PASSWORD, Accounts.LONGEST_PASSWORD);
        if (moves) {
            checkArea(call, body, area);
        }
        body.finish();
        UnaryOperator<Account> changing = before -> {
            if (!isWithin(call, before.area())) {
                throw missing(username); // moved away meanwhile
            }
            return new Account(
                    username,
                    name.orElse(before.name()),
                    roles.map(AccountResource::roles).orElse(before.roles()),
                    moves ? area : before.area(),
                    disabled.orElse(before.disabled()));
        };
        Account after = finish(accounts.change(username, changing, password), username);
        audit.write(call, "account.change", username, describe(after) + (password.isPresent() ? " password" : ""));
        return Answer.ok(view(after));
    }

    private void checkArea(Call call, JsonBody body, Optional<String> area) {
        boolean known = area.isEmpty() || registry.area(area.get()).isPresent();
        if (!known || !isWithin(call, area)) {
            body.error("area", "field.reference", area.orElse(""));
        }
    }

    private static boolean isWithin(Call call, Optional<String> area) {
        return area.map(call.scope()::contains).orElse(call.scope().isEverything());
    }

    private static Account finish(Change change, String username) {
        return switch (change) {
            case Change.Done(Account account) -> account;
            case Change.Missing() -> throw missing(username);
            case Change.Exists() -> throw Problem.conflict("username", "problem.exists");
            case Change.LastAdministrator() -> throw Problem.conflict("roles", "problem.lastAdministrator");
            case Change.Busy() -> throw Problem.comeBack(503, "problem.busy", Duration.ofSeconds(5));
        };
    }

    private static Problem missing(String username) {
        return Problem.notFound(org.kenh.telemetry.Excerpt.of(username));
    }

    private static Set<Role> roles(List<String> words) {
        return words.stream().flatMap(word -> Role.fromWord(word).stream()).collect(Collectors.toSet());
    }

    private static List<String> words(Account account) {
        return account.roles().stream().sorted().map(Role::word).toList();
    }

    private static String describe(Account account) {
        return "roles=" + String.join(",", words(account)) + " area="
                + account.area().orElse("*") + " disabled=" + account.disabled();
    }

    private static AccountView view(Account account) {
        return new AccountView(
                account.username(),
                account.name(),
                words(account),
                account.area().orElse(null),
                account.disabled());
    }

    record AccountView(
            String username,
            String name,
            List<String> roles,
            @Nullable String area,
            boolean disabled) {}
}
