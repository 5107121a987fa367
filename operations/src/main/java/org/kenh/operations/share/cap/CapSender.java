package org.kenh.operations.share.cap;

import java.util.regex.Pattern;

/**
 * Who sends.
 *
 * @param id unique in the world, for example a domain name; without blank, comma, {@code <} and {@code &}
 * @param name for people
 * @param publicFeed whether the feed and the messages for the public are there without signing in
 */
public record CapSender(String id, String name, boolean publicFeed) {
    private static final Pattern FORM = Pattern.compile("[^\\s,<&]{1,100}");
    public static final CapSender STANDARD = new CapSender("kenh.local", "Trung tâm điều hành Kênh", false);

    public CapSender {
        if (!isId(id)) {
            throw new IllegalArgumentException("a sender must have no blank, comma, < or &, but is " + id);
        }
    }

    public static boolean isId(String text) {
        return FORM.matcher(text).matches();
    }
}
