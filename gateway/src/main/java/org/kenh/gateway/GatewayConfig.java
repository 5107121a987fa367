package org.kenh.gateway;

import org.kenh.gateway.http.DeviceHttpConfig;
import org.kenh.gateway.mqtt.MqttConfig;

/** How the front door is opened, one record per protocol. */
public record GatewayConfig(MqttConfig mqtt, DeviceHttpConfig http) {
    /** MQTT on loopback only, port 1883; no TLS, because that needs a certificate. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(MqttConfig.defaults(), DeviceHttpConfig.defaults());
    }

    public GatewayConfig withMqtt(MqttConfig changed) {
        return new GatewayConfig(changed, http);
    }

    public GatewayConfig withHttp(DeviceHttpConfig changed) {
        return new GatewayConfig(mqtt, changed);
    }
}
