package org.kenh.operations;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.kenh.operations.notification.Contact;
import org.kenh.operations.notification.NotificationRules;
import org.kenh.operations.notification.mail.MailServer;
import org.kenh.operations.notification.mail.MailServer.Security;
import org.kenh.operations.notification.web.SmsGateway;
import org.kenh.operations.notification.web.SmsGateway.PhoneForm;

/**
 * By which ways people are told of alarms. Keys {@code notify.…}; the environment may hold
 * {@code KENH_MAIL_PASSWORD} and {@code KENH_SMS_HEADERS}.
 *
 * @param pushContact for the keepers of push services; empty: no push
 * @param privateAddresses whether webhooks may lead to addresses that are not public
 */
public record NotificationConfig(
        NotificationRules rules,
        Optional<MailServer> mail,
        Optional<SmsGateway> sms,
        Optional<String> pushContact,
        boolean privateAddresses) {
    private static final int SUBMISSION = 587;
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|\\[::1]");

    static NotificationConfig read(Settings settings) {
        NotificationRules standard = NotificationRules.STANDARD;
        return new NotificationConfig(
                new NotificationRules(
                        settings.integer("notify.hourly", standard.hourly(), 1, Contact.MOST_HOURLY),
                        settings.duration(
                                "notify.give-up", standard.giveUp(), Duration.ofMinutes(5), Duration.ofDays(2)),
                        url(settings, "notify.console-url").orElse("")),
                mail(settings),
                sms(settings),
                pushContact(settings),
                settings.flag("notify.private-addresses", false));
    }

    private static Optional<MailServer> mail(Settings settings) {
        Optional<String> host = settings.text("notify.mail.host");
        int port = settings.integer("notify.mail.port", SUBMISSION, 1, 65_535);
        Security security =
                word(settings.oneOf("notify.mail.security", "starttls", words(Security.values())), Security.class);
        Optional<String> user = settings.text("notify.mail.user");
        Optional<String> password = settings.secret("notify.mail.password", "a password", Optional::of);
        Optional<String> from = settings.text("notify.mail.from");
        if (host.isEmpty()) {
            return Optional.empty();
        }
        if (from.filter(Contact::isEmail).isEmpty()) {
            settings.problem("notify.mail.from must be an e-mail address, but is \"" + from.orElse("") + "\"");
        }
        if (user.isPresent() != password.isPresent()) {
            settings.problem("notify.mail.user and notify.mail.password must be given together");
        }
        if (security == Security.NONE
                && user.isPresent()
                && !LOOPBACK.matcher(host.get()).matches()) {
            settings.problem("notify.mail.security must be starttls or tls where there is a password");
        }
        Optional<MailServer.Login> login =
                user.flatMap(name -> password.map(secret -> new MailServer.Login(name, secret)));
        return Optional.of(new MailServer(host.get(), port, security, login, from.orElse("")));
    }

    private static Optional<SmsGateway> sms(Settings settings) {
        Optional<String> url = settings.secret(
                "notify.sms.url",
                "an address that begins with http:// or https://",
                text -> Optional.of(text).filter(NotificationConfig::isTemplate));
        String method = settings.oneOf("notify.sms.method", "POST", List.of("GET", "POST"));
        Map<String, String> headers = settings.secret(
                        "notify.sms.headers", "lines \"Name: value\"", NotificationConfig::headers)
                .orElse(Map.of());
        String body = settings.secret("notify.sms.body", "a text", Optional::of).orElse("");
        PhoneForm phone =
                word(settings.oneOf("notify.sms.phone", "international", words(PhoneForm.values())), PhoneForm.class);
        Optional<Pattern> success = settings.secret("notify.sms.success", "a regular expression", text -> {
            try {
                return Optional.of(Pattern.compile(text));
            } catch (PatternSyntaxException e) {
                return Optional.empty();
            }
        });
        if (url.isPresent() && !((url.get() + body).contains("{phone}") && (url.get() + body).contains("{text}"))) {
            settings.problem("notify.sms.url or notify.sms.body must hold {phone} and {text}");
        }
        return url.map(address -> new SmsGateway(method, address, headers, body, phone, success));
    }

    private static Optional<String> pushContact(Settings settings) {
        Optional<String> contact = settings.text("notify.push.contact");
        contact.filter(text -> !text.matches("(mailto:[^\\s\"\\\\]+@[^\\s\"\\\\]+|https://[^\\s\"\\\\]+)"))
                .ifPresent(text -> settings.problem(
                        "notify.push.contact must begin with mailto: or https://, but is \"" + text + "\""));
        return contact;
    }

    private static Optional<String> url(Settings settings, String key) {
        Optional<String> url = settings.text(key);
        url.filter(text -> !Contact.isUrl(text))
                .ifPresent(text ->
                        settings.problem(key + " must begin with http:// or https://, but is \"" + text + "\""));
        return url;
    }

    private static boolean isTemplate(String text) {
        return Contact.isUrl(text.replaceAll("\\{(phone|text|id)}", "x"));
    }

    /** Empty if a line has no colon or a name that no header has. */
    private static Optional<Map<String, String>> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : text.split("\\R", -1)) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                continue;
            }
            if (colon < 1 || !line.substring(0, colon).matches("[A-Za-z0-9-]+")) {
                return Optional.empty();
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return Optional.of(headers);
    }

    private static List<String> words(Enum<?>... values) {
        return java.util.Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static <T extends Enum<T>> T word(String word, Class<T> type) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
