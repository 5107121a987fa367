package org.kenh.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private static final Device DEVICE = new Device("a", "x");

    @Test
    void publish_returnsAfterTheAcknowledgement() throws IOException {
        try (AcceptingDoor door = new AcceptingDoor(0);
                Publisher publisher = Publisher.connect(door.target(), DEVICE)) {
            long before = System.nanoTime();
            long acknowledged = publisher.publish("{}");
            publisher.publish("{}");

            assertThat(door.published()).isEqualTo(2);
            assertThat(acknowledged).isGreaterThan(before);
        }
    }

    @Test
    void connect_refused_saysWhy() throws IOException {
        try (AcceptingDoor door = new AcceptingDoor(5)) {
            assertThatIOException()
                    .isThrownBy(() -> Publisher.connect(door.target(), DEVICE))
                    .withMessageContaining("CONNACK 5");
        }
    }
}
