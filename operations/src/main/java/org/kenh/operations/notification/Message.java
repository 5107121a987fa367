package org.kenh.operations.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * A message that is to be sent.
 *
 * @param key the same in every attempt, so that the other side can tell a repetition
 * @param attempts made so far
 */
public record Message(
        long id,
        UUID key,
        String username,
        Channel channel,
        Content content,
        int attempts,
        Instant createdAt,
        Instant giveUpAt) {}
