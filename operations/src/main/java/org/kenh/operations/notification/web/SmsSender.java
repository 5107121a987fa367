package org.kenh.operations.notification.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kenh.operations.notification.Contact;
import org.kenh.operations.notification.Failure;
import org.kenh.operations.notification.Message;
import org.kenh.operations.notification.Sender;

/** Sends the brief form of messages through an HTTP gateway. What is filled in is escaped as the place wants it. */
public final class SmsSender implements Sender {
    private static final Pattern PLACE = Pattern.compile("\\{(phone|text|id)}");

    private final WebClient client;
    private final SmsGateway gateway;

    public SmsSender(WebClient client, SmsGateway gateway) {
        this.client = client;
        this.gateway = gateway;
    }

    @Override
    public Outcome send(Message message, Contact contact) {
        if (contact.phone().isEmpty()) {
            return new Outcome.Refused(Failure.of(Failure.NO_PHONE));
        }
        Map<String, String> values = Map.of(
                "phone", gateway.phone().of(contact.phone().get()),
                "text", message.content().brief(),
                "id", message.key().toString());
        URI uri = URI.create(filled(gateway.url(), values, SmsSender::inUrl));
        String body = filled(gateway.body(), values, escape());
        return outcome(client.call(
                new WebClient.Call(gateway.method(), uri, gateway.headers(), body.getBytes(UTF_8)), AddressRule.ANY));
    }

    /** Many gateways answer 200 and tell in the body that they did not send. */
    private Outcome outcome(WebClient.Result result) {
        boolean unsuccessful = result instanceof WebClient.Result.Answer answer
                && answer.status() < 300
                && gateway.success()
                        .filter(pattern -> !pattern.matcher(answer.body()).find())
                        .isPresent();
        return unsuccessful ? new Outcome.Later(Failure.of(Failure.NO_SUCCESS)) : Answers.outcome(result);
    }

    static String filled(String template, Map<String, String> values, UnaryOperator<String> escape) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(escape.apply(values.getOrDefault(place.group(1), ""))));
    }

    private UnaryOperator<String> escape() {
        String type = gateway.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
        if (type.contains("json")) {
            return SmsSender::inJson;
        }
        if (type.contains("xml")) {
            return SmsSender::inXml;
        }
        return type.contains("form-urlencoded") ? SmsSender::inUrl : UnaryOperator.identity();
    }

    private static String inUrl(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }

    /** The values are ASCII without control characters. */
    private static String inJson(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String inXml(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }
}
