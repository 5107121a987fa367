package org.kenh.operations.notification;

import java.time.Duration;

/**
 * What holds for all notifications.
 *
 * @param hourly how often a person is told in an hour at most, unless the person's contact says otherwise
 * @param giveUp a message that could not be sent for so long is given up
 * @param consoleUrl where people open the console; empty: messages have no link
 */
public record NotificationRules(int hourly, Duration giveUp, String consoleUrl) {
    public static final NotificationRules STANDARD = new NotificationRules(6, Duration.ofHours(6), "");
}
