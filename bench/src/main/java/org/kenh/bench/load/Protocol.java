package org.kenh.bench.load;

/** How messages travel. */
public enum Protocol {
    /** MQTT 3.1.1, QoS 1. */
    MQTT,
    /** CoAP over UDP, confirmable. */
    COAP,
    /** CoAP over DTLS 1.2 with a pre-shared key. */
    COAPS,
    /** HTTP/1.1 on connections that are kept. */
    HTTP
}
