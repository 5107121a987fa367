package org.kenh.gateway;

import org.kenh.gateway.coap.CoapConfig;
import org.kenh.gateway.http.DeviceHttpConfig;
import org.kenh.gateway.mqtt.MqttConfig;

/** How the front door is opened, one record per protocol. */
public record GatewayConfig(MqttConfig mqtt, CoapConfig coap, DeviceHttpConfig http) {
    /** MQTT and CoAP on loopback only, the usual ports; no TLS, because that needs a certificate. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(MqttConfig.defaults(), CoapConfig.defaults(), DeviceHttpConfig.defaults());
    }

    public GatewayConfig withMqtt(MqttConfig changed) {
        return new GatewayConfig(changed, coap, http);
    }

    public GatewayConfig withCoap(CoapConfig changed) {
        return new GatewayConfig(mqtt, changed, http);
    }

    public GatewayConfig withHttp(DeviceHttpConfig changed) {
        return new GatewayConfig(mqtt, coap, changed);
    }
}
