package org.kenh.gateway.mqtt;

/**
 * A message to a device.
 *
 * @param packetId 0 for QoS 0, else QoS 1
 * @param properties left out in MQTT 3.1.1
 * @param payload owned by this record, nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // written once and forgotten, never compared
record OutgoingPublish(String topic, int packetId, PropertyList properties, byte[] payload) {}
