package org.kenh.gateway;

import org.kenh.gateway.coap.CoapConfig;
import org.kenh.gateway.http.DeviceHttpConfig;
import org.kenh.gateway.mqtt.MqttConfig;
import org.kenh.gateway.session.RateLimit;

/**
 * How the front door is opened, one record per protocol.
 *
 * @param rate what one device may send, over all protocols
 */
public record GatewayConfig(MqttConfig mqtt, CoapConfig coap, DeviceHttpConfig http, RateLimit rate) {
    /** MQTT and CoAP on loopback only, the usual ports; no TLS, because that needs a certificate. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(
                MqttConfig.defaults(), CoapConfig.defaults(), DeviceHttpConfig.defaults(), RateLimit.DEFAULT);
    }

    public GatewayConfig withMqtt(MqttConfig changed) {
        return new GatewayConfig(changed, coap, http, rate);
    }

    public GatewayConfig withCoap(CoapConfig changed) {
        return new GatewayConfig(mqtt, changed, http, rate);
    }

    public GatewayConfig withHttp(DeviceHttpConfig changed) {
        return new GatewayConfig(mqtt, coap, changed, rate);
    }

    public GatewayConfig withRate(RateLimit changed) {
        return new GatewayConfig(mqtt, coap, http, changed);
    }
}
