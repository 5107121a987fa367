package org.kenh.edge.sound;

import java.util.Locale;

/** How a play ended, as it is told. */
enum PlayResult {
    /** It came to its end, with all repetitions. */
    DONE,
    /** Somebody or something ended it before. */
    STOPPED,
    /** Its program or its player gave up. */
    FAILED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
