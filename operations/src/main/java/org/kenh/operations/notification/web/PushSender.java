package org.kenh.operations.notification.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kenh.operations.OperationsException;
import org.kenh.operations.notification.Contact;
import org.kenh.operations.notification.Content;
import org.kenh.operations.notification.Failure;
import org.kenh.operations.notification.Message;
import org.kenh.operations.notification.NotificationSettings;
import org.kenh.operations.notification.PushSubscription;
import org.kenh.operations.notification.Sender;

/** Sends messages to all browsers of a person; those that have unsubscribed are forgotten. */
public final class PushSender implements Sender {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> GONE = Set.of(404, 410);
    private static final int LONGEST_BODY = 500;

    private final WebClient client;
    private final AddressRule rule;
    private final Identity identity;
    private final NotificationSettings settings;
    private final InstantSource clock;

    public PushSender(
            WebClient client, AddressRule rule, Identity identity, NotificationSettings settings, InstantSource clock) {
        this.client = client;
        this.rule = rule;
        this.identity = identity;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Outcome send(Message message, Contact contact) {
        List<Outcome> outcomes = new ArrayList<>();
        for (PushSubscription subscription : settings.subscriptions(message.username())) {
            outcomes.add(send(message, subscription));
        }
        // One browser that has it is enough: a second attempt would tell it twice there.
        return outcomes.stream()
                .filter(outcome -> outcome instanceof Outcome.Sent)
                .findFirst()
                .or(() -> outcomes.stream()
                        .filter(outcome -> outcome instanceof Outcome.Later)
                        .findFirst())
                .or(() -> outcomes.stream().findFirst())
                .orElseGet(() -> new Outcome.Refused(Failure.of(Failure.NO_BROWSER)));
    }

    private Outcome send(Message message, PushSubscription subscription) {
        URI endpoint = URI.create(subscription.endpoint());
        try {
            byte[] body =
                    PushEncryption.encrypt(text(message), decoded(subscription.p256dh()), decoded(subscription.auth()));
            long patience = Math.max(
                    0, message.giveUpAt().getEpochSecond() - clock.instant().getEpochSecond());
            Map<String, String> headers = Map.of(
                    "Content-Type",
                    "application/octet-stream",
                    "Content-Encoding",
                    "aes128gcm",
                    "TTL",
                    String.valueOf(patience),
                    "Urgency",
                    message.content().priority() == 1 ? "high" : "normal",
                    "Topic",
                    message.key().toString().replace("-", ""),
                    "Authorization",
                    identity.key().authorization(endpoint, identity.contact(), clock.instant()));
            return outcome(subscription, client.call(new WebClient.Call("POST", endpoint, headers, body), rule));
        } catch (GeneralSecurityException e) {
            settings.unsubscribe(subscription.username(), subscription.id());
            return new Outcome.Refused(Failure.of(Failure.BROWSER_KEY));
        }
    }

    private Outcome outcome(PushSubscription subscription, WebClient.Result result) {
        if (result instanceof WebClient.Result.Answer answer && GONE.contains(answer.status())) {
            settings.unsubscribe(subscription.username(), subscription.id());
            return new Outcome.Refused(Failure.of(Failure.BROWSER_GONE));
        }
        return Answers.outcome(result);
    }

    private static byte[] text(Message message) {
        Content content = message.content();
        String lines = content.text().split("\n--\n", 2)[0].strip();
        String body = lines.length() <= LONGEST_BODY ? lines : lines.substring(0, LONGEST_BODY) + "…";
        try {
            return JSON.writeValueAsBytes(Map.of(
                    "id", message.key().toString(),
                    "title", content.subject(),
                    "body", body,
                    "priority", content.priority(),
                    "count", content.count(),
                    "alarms", content.alarms()));
        } catch (JsonProcessingException e) {
            throw new OperationsException("a message could not be written as JSON", e);
        }
    }

    private static byte[] decoded(String base64Url) throws GeneralSecurityException {
        try {
            return Base64.getUrlDecoder().decode(base64Url);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not base64url", e);
        }
    }

    /**
     * Who sends.
     *
     * @param contact a {@code mailto:} or {@code https:} address for the keepers of push services
     */
    public record Identity(PushKey key, String contact) {}
}
