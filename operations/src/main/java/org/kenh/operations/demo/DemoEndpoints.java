package org.kenh.operations.demo;

/**
 * Where the simulated field finds the gateway, and by what it knows the centre.
 *
 * @param host name or address, without brackets
 * @param mqttPort plain MQTT
 * @param coapsPort CoAP over DTLS
 * @param key what schedules are signed with
 */
public record DemoEndpoints(String host, int mqttPort, int coapsPort, CentreKey key) {
    /**
     * The public half of a key of the centre.
     *
     * @param key base64 of an Ed25519 SubjectPublicKeyInfo
     */
    public record CentreKey(String id, String key) {}
}
