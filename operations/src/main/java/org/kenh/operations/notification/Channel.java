package org.kenh.operations.notification;

import java.util.Locale;
import java.util.Optional;

/** A way on which a message reaches a person. */
public enum Channel {
    EMAIL,
    /** Through an HTTP gateway for SMS or Zalo. */
    SMS,
    WEBHOOK,
    /** Of the console in a browser. */
    PUSH;

    /** The word in the API and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Channel> fromWord(String word) {
        for (Channel channel : values()) {
            if (channel.word().equals(word)) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }
}
