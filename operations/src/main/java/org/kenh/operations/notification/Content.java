package org.kenh.operations.notification;

import java.util.List;

/**
 * A message in words, of one alarm or of many.
 *
 * @param text for e-mail, many lines
 * @param brief at most 160 characters of ASCII, for a text message
 * @param link to the console; empty if its address is not configured
 * @param priority the most urgent one
 * @param alarms the first ones, at most {@link #MOST_NAMED}
 * @param count of all alarms
 */
public record Content(
        String subject, String text, String brief, String link, int priority, List<Long> alarms, int count) {
    public static final int MOST_NAMED = 20;

    public Content {
        alarms = List.copyOf(alarms);
    }
}
