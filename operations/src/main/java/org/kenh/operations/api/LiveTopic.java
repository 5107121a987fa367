package org.kenh.operations.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a client may listen to. */
enum LiveTopic {
    READINGS,
    PRESENCE,
    ALARMS,
    IRRIGATION,
    LOUDSPEAKERS;

    static final List<String> WORDS =
            Arrays.stream(values()).map(LiveTopic::word).toList();

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
