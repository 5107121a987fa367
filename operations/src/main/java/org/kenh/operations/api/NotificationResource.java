package org.kenh.operations.api;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.account.Account;
import org.kenh.operations.account.Accounts;
import org.kenh.operations.account.Role;
import org.kenh.operations.notification.Channel;
import org.kenh.operations.notification.Contact;
import org.kenh.operations.notification.Notifications;
import org.kenh.operations.notification.Outbox.LogQuery;
import org.kenh.operations.notification.Outbox.State;
import org.kenh.operations.notification.PushSubscription;
import org.kenh.operations.notification.web.PushKey;
import org.kenh.telemetry.Excerpt;

/** What became of messages, and the browsers that take them. */
final class NotificationResource {
    private static final int STANDARD_LIMIT = 100;
    private static final Set<Role> OVERSEERS = Set.of(Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR);

    private final Notifications notifications;
    private final Accounts accounts;
    private final AuditTrail audit;
    private final Backend backend;

    NotificationResource(Backend backend, AuditTrail audit) {
        this.notifications = backend.notifications();
        this.accounts = backend.people().accounts();
        this.audit = audit;
        this.backend = backend;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/notifications", Endpoint.Access.SIGNED_IN, this::list),
                Endpoint.get("/notification-push", Endpoint.Access.SIGNED_IN, this::push),
                Endpoint.post("/notification-push", Endpoint.Access.SIGNED_IN, this::subscribe),
                Endpoint.delete("/notification-push/{id}", Endpoint.Access.SIGNED_IN, this::unsubscribe));
    }

    private Answer list(Call call) {
        Query query = call.query();
        Optional<String> person = query.parsed("person", Account::isUsername, text -> text);
        Optional<Integer> alarm = query.integer("alarm", 1, Integer.MAX_VALUE);
        Optional<String> state = query.parsed("state", text -> state(text).isPresent(), text -> text);
        Optional<String> channel =
                query.parsed("channel", text -> Channel.fromWord(text).isPresent(), text -> text);
        Optional<Instant> from = query.instant("from");
        Optional<Instant> to = query.instant("to");
        Optional<Integer> before = query.integer("before", 1, Integer.MAX_VALUE);
        int limit = query.integer("limit", 1, LogQuery.MOST).orElse(STANDARD_LIMIT);
        query.finish();
        return Answer.ok(notifications
                .outbox()
                .log(new LogQuery(
                        people(call, person),
                        alarm.map(Integer::longValue),
                        state.flatMap(NotificationResource::state),
                        channel.flatMap(Channel::fromWord),
                        from,
                        to,
                        before.map(Integer::longValue),
                        limit)));
    }

    /** Whose messages the caller may see: the own, and for overseers those of the people of their area. */
    private Optional<Set<String>> people(Call call, Optional<String> wanted) {
        boolean oversees = OVERSEERS.stream().anyMatch(call.principal().account()::has);
        if (oversees && call.scope().isEverything()) {
            return wanted.map(Set::of);
        }
        Set<String> visible = oversees
                ? accounts.all().stream()
                        .filter(account ->
                                account.area().map(call.scope()::contains).orElse(false))
                        .map(Account::username)
                        .collect(Collectors.toSet())
                : new java.util.HashSet<>();
        visible.add(call.username());
        wanted.ifPresent(person -> visible.retainAll(Set.of(person)));
        return Optional.of(visible);
    }

    private Answer push(Call call) {
        call.query().finish();
        return Answer.ok(new PushView(
                notifications.pushKey().orElse(null),
                notifications.settings().subscriptions(call.username()).stream()
                        .map(SubscriptionView::of)
                        .toList()));
    }

    /** Takes what a browser's {@code PushSubscription.toJSON()} gives. */
    private Answer subscribe(Call call) {
        JsonBody body = call.body();
        String endpoint = body.formed("endpoint", this::isEndpoint);
        Optional<com.fasterxml.jackson.databind.JsonNode> keys = body.optionalObject("keys");
        String p256dh = keys.map(node -> node.path("p256dh").asText()).orElse("");
        String auth = keys.map(node -> node.path("auth").asText()).orElse("");
        if (!PushKey.isBrowser(p256dh, auth)) {
            body.error("keys", "field.pushKeys");
        }
        if (body.has("expirationTime")) {
            body.number("expirationTime", 0, Double.MAX_VALUE);
        } else {
            body.optionalFlag("expirationTime");
        }
        body.finish();
        if (notifications.pushKey().isEmpty()) {
            throw Problem.of(409, "problem.noPush");
        }
        PushSubscription kept = notifications
                .settings()
                .subscribe(new PushSubscription(
                        0,
                        call.username(),
                        endpoint,
                        p256dh,
                        auth,
                        backend.clock().instant()));
        audit.write(
                call,
                "notification-push.subscribe",
                call.username(),
                SubscriptionView.of(kept).service());
        return Answer.created(SubscriptionView.of(kept), "/api/v1/notification-push/" + kept.id());
    }

    private Answer unsubscribe(Call call) {
        String id = call.path("id");
        boolean removed =
                id.matches("[0-9]{1,18}") && notifications.settings().unsubscribe(call.username(), Long.parseLong(id));
        if (!removed) {
            throw Problem.notFound(Excerpt.of(id));
        }
        audit.write(call, "notification-push.unsubscribe", call.username(), id);
        return Answer.empty();
    }

    private boolean isEndpoint(String text) {
        return Contact.isUrl(text) && (text.startsWith("https:") || notifications.privateAddresses());
    }

    private static Optional<State> state(String word) {
        return Arrays.stream(State.values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    record PushView(@Nullable String publicKey, List<SubscriptionView> subscriptions) {}

    /**
     * A browser that takes messages.
     *
     * @param service the host of its push service
     */
    record SubscriptionView(long id, String service, Instant createdAt) {
        static SubscriptionView of(PushSubscription subscription) {
            return new SubscriptionView(
                    subscription.id(), URI.create(subscription.endpoint()).getHost(), subscription.createdAt());
        }
    }
}
