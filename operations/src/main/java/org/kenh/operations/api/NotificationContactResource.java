package org.kenh.operations.api;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.account.Account;
import org.kenh.operations.account.Accounts;
import org.kenh.operations.account.Role;
import org.kenh.operations.notification.Channel;
import org.kenh.operations.notification.Contact;
import org.kenh.operations.notification.Notifications;
import org.kenh.telemetry.Excerpt;

/** How people are reached: everybody's own, and for administrators those of their people. */
final class NotificationContactResource {
    private static final String ONE = "/notification-contacts/{username}";
    private static final List<String> LANGUAGES = List.of("vi", "en");
    private static final List<String> CHANNELS =
            Arrays.stream(Channel.values()).map(Channel::word).toList();
    private static final int SECRET_BYTES = 32;

    private final Notifications notifications;
    private final Accounts accounts;
    private final AuditTrail audit;
    private final Backend backend;

    NotificationContactResource(Backend backend, AuditTrail audit) {
        this.notifications = backend.notifications();
        this.accounts = backend.people().accounts();
        this.audit = audit;
        this.backend = backend;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/notification-contacts", Endpoint.Access.ADMINISTRATOR, this::list),
                Endpoint.get(ONE, Endpoint.Access.SIGNED_IN, this::read),
                Endpoint.patch(ONE, Endpoint.Access.SIGNED_IN, this::change),
                Endpoint.post(ONE + "/trial", Endpoint.Access.SIGNED_IN, this::tryOut));
    }

    private Answer list(Call call) {
        call.query().finish();
        List<String> visible = accounts.all().stream()
                .filter(account -> isWithin(call, account))
                .map(Account::username)
                .toList();
        return Answer.ok(notifications.settings().contacts().stream()
                .filter(contact -> visible.contains(contact.username()))
                .map(contact -> ContactView.of(contact, Optional.empty()))
                .toList());
    }

    private Answer read(Call call) {
        call.query().finish();
        return Answer.ok(ContactView.of(notifications.settings().contact(person(call)), Optional.empty()));
    }

    /** What is given is changed, null takes it away; a new webhook gets a new secret, which is shown once, here. */
    private Answer change(Call call) {
        Contact before = notifications.settings().contact(person(call));
        JsonBody body = call.body();
        Optional<String> email = body.optionalFormed("email", Contact::isEmail);
        Optional<String> phone = body.optionalFormed(
                        "phone", text -> Contact.phone(text).isPresent())
                .flatMap(Contact::phone);
        Optional<String> url = body.optionalFormed("webhook", Contact::isUrl);
        Optional<String> language = body.optionalFormed("language", LANGUAGES::contains);
        Optional<Integer> hourly = body.has("hourly")
                ? Optional.of((int) body.number("hourly", 1, Contact.MOST_HOURLY))
                : Optional.empty();
        boolean mentionsHourly = body.mentions("hourly");
        if (mentionsHourly && hourly.isEmpty()) {
            body.optionalFlag("hourly"); // null: as configured
        }
        body.finish();
        Optional<String> secret = url.map(address -> newSecret());
        Contact after = new Contact(
                before.username(),
                body.mentions("email") ? email : before.email(),
                body.mentions("phone") ? phone : before.phone(),
                body.mentions("webhook")
                        ? url.flatMap(address -> secret.map(key -> new Contact.Webhook(address, key)))
                        : before.webhook(),
                language.map("en"::equals).orElse(before.english()),
                mentionsHourly ? hourly : before.hourly());
        notifications.settings().save(after, backend.clock().instant());
        ContactView view = ContactView.of(after, Optional.empty());
        audit.write(call, "notification-contact.change", after.username(), view.toString());
        return Answer.ok(ContactView.of(after, secret));
    }

    private Answer tryOut(Call call) {
        String username = person(call);
        JsonBody body = call.body();
        String word = body.formed("channel", CHANNELS::contains);
        body.finish();
        Contact contact = notifications.settings().contact(username);
        Channel channel = Channel.fromWord(word).orElseThrow();
        if (!notifications.notifier().tryOut(contact, channel)) {
            throw Problem.comeBack(429, "problem.notificationBudget", Duration.ofMinutes(1));
        }
        audit.write(call, "notification-contact.trial", username, word);
        return Answer.empty();
    }

    /** The person of the path, if it is the caller or one of the caller's people. */
    private String person(Call call) {
        String username = Account.normalise(call.path("username"));
        boolean own = username.equals(call.username());
        boolean ofTheirs = call.principal().account().has(Role.ADMINISTRATOR)
                && accounts.find(username)
                        .filter(account -> isWithin(call, account))
                        .isPresent();
        if (!own && !ofTheirs) {
            throw Problem.notFound(Excerpt.of(username));
        }
        return username;
    }

    private static boolean isWithin(Call call, Account account) {
        return account.area().map(call.scope()::contains).orElse(call.scope().isEverything());
    }

    private static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * A contact as it is shown.
     *
     * @param webhook its host only
     * @param webhookSecret shown once, when it is made
     */
    record ContactView(
            String username,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String webhook,
            @Nullable String webhookSecret,
            String language,
            @Nullable Integer hourly) {

        static ContactView of(Contact contact, Optional<String> secret) {
            return new ContactView(
                    contact.username(),
                    contact.email().orElse(null),
                    contact.phone().orElse(null),
                    contact.webhook().map(Contact.Webhook::host).orElse(null),
                    secret.orElse(null),
                    contact.english() ? "en" : "vi",
                    contact.hourly().orElse(null));
        }
    }
}
