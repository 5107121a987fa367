package org.kenh.bench;

import java.util.Optional;
import org.kenh.bench.load.Protocol;

/** What is compared. */
enum Contender {
    COPY("binary COPY alone", Optional.empty(), 0, 0),
    BROKER("Mosquitto, stores nothing", Optional.of(Protocol.MQTT), 0, 20),
    MQTT("Kênh, MQTT", Optional.of(Protocol.MQTT), 0, 20),
    MQTT4000("Kênh, MQTT at 4,000 msg/s", Optional.of(Protocol.MQTT), 4_000, 20),
    COAP("Kênh, CoAP", Optional.of(Protocol.COAP), 0, 1),
    COAPS("Kênh, CoAP over DTLS", Optional.of(Protocol.COAPS), 0, 1),
    COAPS4000("Kênh, CoAP over DTLS at 4,000 msg/s", Optional.of(Protocol.COAPS), 4_000, 4),
    HTTP("Kênh, HTTP", Optional.of(Protocol.HTTP), 0, 1);

    private final String title;
    private final Optional<Protocol> protocol;
    private final double rate;
    private final int window;

    Contender(String title, Optional<Protocol> protocol, double rate, int window) {
        this.title = title;
        this.protocol = protocol;
        this.rate = rate;
        this.window = window;
    }

    String title() {
        return title;
    }

    /** Empty: no load is sent, the database is written to. */
    Optional<Protocol> protocol() {
        return protocol;
    }

    /** Messages per second; 0: as many as it takes. */
    double rate() {
        return rate;
    }

    /** Messages in flight per connection. */
    int window() {
        return window;
    }
}
