package org.kenh.operations.notification;

import java.util.Optional;

/**
 * Notifications, as the API uses them.
 *
 * @param pushKey what browsers subscribe with; empty: push is not configured
 * @param privateAddresses whether webhooks and push services may have addresses that are not public
 */
public record Notifications(
        NotificationSettings settings,
        Outbox outbox,
        Notifier notifier,
        Optional<String> pushKey,
        boolean privateAddresses) {}
