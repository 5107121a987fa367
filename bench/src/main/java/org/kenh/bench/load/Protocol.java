package org.kenh.bench.load;

/** How messages travel. */
public enum Protocol {
    /** MQTT 3.1.1, QoS 1. */
    MQTT
}
