package org.kenh.operations.notification.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.kenh.operations.OperationsException;
import org.kenh.operations.notification.Contact;
import org.kenh.operations.notification.Content;
import org.kenh.operations.notification.Failure;
import org.kenh.operations.notification.Message;
import org.kenh.operations.notification.Sender;

/**
 * Posts messages as JSON. {@code Kenh-Signature} is {@code t=SECONDS,v1=HEX}, where HEX is HMAC-SHA-256 with the
 * webhook's secret over the seconds, a dot and the body; the seconds let the receiver refuse what is replayed later.
 */
public final class WebhookSender implements Sender {
    private static final JsonMapper JSON = new JsonMapper();

    private final WebClient client;
    private final AddressRule rule;
    private final InstantSource clock;

    public WebhookSender(WebClient client, AddressRule rule, InstantSource clock) {
        this.client = client;
        this.rule = rule;
        this.clock = clock;
    }

    @Override
    public Outcome send(Message message, Contact contact) {
        if (contact.webhook().isEmpty()) {
            return new Outcome.Refused(Failure.of(Failure.NO_WEBHOOK));
        }
        Contact.Webhook webhook = contact.webhook().get();
        byte[] body = body(message);
        long seconds = clock.instant().getEpochSecond();
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "Kenh-Delivery",
                message.key().toString(),
                "Kenh-Signature",
                "t=" + seconds + ",v1=" + signature(webhook.secret(), seconds, body));
        return Answers.outcome(client.call(new WebClient.Call("POST", URI.create(webhook.url()), headers, body), rule));
    }

    private static byte[] body(Message message) {
        Content content = message.content();
        try {
            return JSON.writeValueAsBytes(new Body(
                    message.key().toString(),
                    message.createdAt().toString(),
                    content.subject(),
                    content.text(),
                    content.priority(),
                    content.count(),
                    content.alarms(),
                    content.link()));
        } catch (JsonProcessingException e) {
            throw new OperationsException("a message could not be written as JSON", e);
        }
    }

    static String signature(String secret, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new OperationsException("this Java lacks HMAC-SHA-256", e);
        }
    }

    private record Body(
            String id,
            String at,
            String subject,
            String text,
            int priority,
            int count,
            List<Long> alarms,
            String link) {}
}
