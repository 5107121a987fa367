package org.kenh.operations.demo;

/**
 * Where the simulated field finds the gateway.
 *
 * @param host name or address, without brackets
 * @param mqttPort plain MQTT
 * @param coapsPort CoAP over DTLS
 */
public record DemoEndpoints(String host, int mqttPort, int coapsPort) {}
