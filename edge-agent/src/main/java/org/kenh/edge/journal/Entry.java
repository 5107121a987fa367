package org.kenh.edge.journal;

import java.util.List;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.uplink.Message;
import org.kenh.telemetry.PackNumber;

/** One thing that waits for the centre. Its id grows with every entry, over restarts. */
sealed interface Entry {
    long id();

    /** How many readings it holds. */
    int readings();

    /** About how much memory it takes, in bytes. */
    int weight();

    /** Measurements of one boot that become one pack. */
    record Measured(long id, PackNumber number, List<Measurement> measurements) implements Entry {
        private static final int EACH = 96;

        public Measured {
            measurements = List.copyOf(measurements);
        }

        @Override
        public int readings() {
            return measurements.size();
        }

        @Override
        public int weight() {
            int texts = 0;
            for (Measurement measurement : measurements) {
                texts += Values.length(measurement.value());
            }
            return EACH * (1 + measurements.size()) + texts;
        }

        Measured numbered(PackNumber other) {
            return new Measured(id, other, measurements);
        }
    }

    /** A message as it is sent. */
    record Written(long id, Message message, int readings) implements Entry {
        private static final int FIXED = 96;

        @Override
        public int weight() {
            return FIXED + message.payload().length;
        }
    }
}
