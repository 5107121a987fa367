package org.kenh.edge.uplink;

import java.time.Duration;

/** How sending one message ended. */
public sealed interface Delivery {
    /** The centre has committed it. */
    record Acknowledged() implements Delivery {}

    /** The centre will never take it; sending it again is of no use. */
    record Refused(String reason) implements Delivery {}

    /** It may not have arrived: it must be sent again, not before {@code pause} is over. */
    record Failed(String reason, Duration pause) implements Delivery {
        public Failed(String reason) {
            this(reason, Duration.ZERO);
        }
    }

    Delivery ACKNOWLEDGED = new Acknowledged();
}
