package org.kenh.gateway.intake;

/** The way a message came. */
public enum Transport {
    MQTT,
    MQTTS,
    COAP,
    COAPS,
    HTTP
}
