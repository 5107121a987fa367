package org.kenh.operations.notification.web;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a provider of SMS or Zalo messages is called. In the address and the body stand {@code {phone}}, {@code {text}}
 * and {@code {id}}.
 *
 * @param method {@code GET} or {@code POST}
 * @param success what the body of an answer must hold besides a status of 200 to 299
 */
public record SmsGateway(
        String method,
        String url,
        Map<String, String> headers,
        String body,
        PhoneForm phone,
        Optional<Pattern> success) {
    public SmsGateway {
        headers = Map.copyOf(headers);
    }

    /** Leaves the secrets out, so that they reach no log. */
    @Override
    public String toString() {
        return "SmsGateway[" + method + "]";
    }

    /** How the provider wants numbers. */
    public enum PhoneForm {
        /** 0912345678; numbers of other countries with 00 before. */
        NATIONAL,
        /** 84912345678. */
        INTERNATIONAL,
        /** +84912345678. */
        PLUS;

        String of(String number) {
            return switch (this) {
                case PLUS -> number;
                case INTERNATIONAL -> number.substring(1);
                case NATIONAL -> number.startsWith("+84") ? "0" + number.substring(3) : "00" + number.substring(1);
            };
        }
    }
}
