package org.kenh.operations.notification;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a person is reached.
 *
 * @param phone with a plus sign and the country, as in {@code +84912345678}
 * @param english whether messages are in English; else in Vietnamese
 * @param hourly how often the person is told in an hour at most; empty: as configured
 */
public record Contact(
        String username,
        Optional<String> email,
        Optional<String> phone,
        Optional<Webhook> webhook,
        boolean english,
        Optional<Integer> hourly) {
    public static final int LONGEST_ADDRESS = 254;
    public static final int LONGEST_URL = 1_000;
    public static final int MOST_HOURLY = 60;

    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
    private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{7,14}");

    /** Nothing known yet. */
    public static Contact of(String username) {
        return new Contact(username, Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    public static boolean isEmail(String text) {
        return text.length() <= LONGEST_ADDRESS
                && EMAIL.matcher(text).matches()
                && !text.contains("..")
                && !text.startsWith(".")
                && !text.contains(".@");
    }

    /** A number as people write it, in the international form; empty if it is none. One that begins with 0 is of Vietnam. */
    public static Optional<String> phone(String typed) {
        String digits = typed.replaceAll("[ .()-]", "");
        String international = digits.startsWith("0") ? "+84" + digits.substring(1) : digits;
        return Optional.of(international)
                .map(number -> number.startsWith("84") ? "+" + number : number)
                .filter(number -> PHONE.matcher(number).matches());
    }

    /** Whether it is an address that a webhook may have: http or https, a host, no user and no fragment. */
    public static boolean isUrl(String text) {
        if (text.length() > LONGEST_URL) {
            return false;
        }
        try {
            URI uri = URI.create(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * An address of the person's that takes messages by HTTP.
     *
     * @param url often holds a secret itself, so only its host is shown
     * @param secret signs what is sent
     */
    public record Webhook(String url, String secret) {
        public String host() {
            return URI.create(url).getHost();
        }

        /** Leaves the secrets out, so that they reach no log. */
        @Override
        public String toString() {
            return "Webhook[" + host() + "]";
        }
    }
}
