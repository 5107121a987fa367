package org.kenh.operations;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What can be said on the command line; each option is a key of the configuration. */
@CommandLine.Command(
        name = "kenh",
        sortOptions = false,
        description = "Máy chủ Kênh / the Kênh server",
        mixinStandardHelpOptions = true)
final class CommandLineOptions {
    @CommandLine.Option(names = "--data", paramLabel = "DIR", description = "thư mục dữ liệu / data directory (./data)")
    @Nullable
    String data;

    @CommandLine.Option(names = "--config", paramLabel = "FILE", description = "tệp cấu hình YAML / configuration file")
    @Nullable
    String config;

    @CommandLine.Option(names = "--http-port", paramLabel = "N", description = "web, API (8080)")
    @Nullable
    String httpPort;

    @CommandLine.Option(names = "--mqtt-port", paramLabel = "N", description = "MQTT (1883)")
    @Nullable
    String mqttPort;

    @CommandLine.Option(names = "--mqtts-port", paramLabel = "N", description = "MQTT TLS (8883)")
    @Nullable
    String mqttsPort;

    @CommandLine.Option(names = "--coap-port", paramLabel = "N", description = "CoAP (5683/udp)")
    @Nullable
    String coapPort;

    @CommandLine.Option(names = "--coaps-port", paramLabel = "N", description = "CoAP DTLS (5684/udp)")
    @Nullable
    String coapsPort;

    @CommandLine.Option(names = "--management-port", paramLabel = "N", description = "/healthz /readyz /metrics (9464)")
    @Nullable
    String managementPort;

    @CommandLine.Option(
            names = "--demo",
            negatable = true,
            description = "có hoặc không có huyện mẫu / with or without the demo district")
    @Nullable
    Boolean demo;

    @CommandLine.Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "kịch bản của huyện mẫu / what happens to the demo district (calm)")
    @Nullable
    String scenario;

    @CommandLine.Option(
            names = "--speed",
            paramLabel = "N",
            description = "đồng hồ mô phỏng nhanh gấp N lần / the simulated clock runs N times as fast (1)")
    @Nullable
    String speed;

    /** The values by key, only those that were given. */
    Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        put(values, "data", data);
        put(values, "config", config);
        put(values, "http.port", httpPort);
        put(values, "mqtt.port", mqttPort);
        put(values, "mqtts.port", mqttsPort);
        put(values, "coap.port", coapPort);
        put(values, "coaps.port", coapsPort);
        put(values, "management.port", managementPort);
        put(values, "demo", demo == null ? null : demo.toString());
        put(values, "scenario", scenario);
        put(values, "speed", speed);
        return values;
    }

    private static void put(Map<String, String> values, String key, @Nullable String value) {
        if (value != null) {
            values.put(key, value);
        }
    }
}
