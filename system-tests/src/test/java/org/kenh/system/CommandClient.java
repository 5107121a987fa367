package org.kenh.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kenh.system.Api.Device;

/** Programs, none of them ours, with which a device may wait for commands. */
enum CommandClient {
    MQTT_5,
    MQTT_311,
    COAP,
    HTTP;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern COMMAND = Pattern.compile("\\{\"id\":.*}");

    /** Connects, subscribes and goes, so that a persistent session stays behind; only MQTT has one. */
    void leaveSession(ServerProcess server, Device device) {
        if (this == COAP || this == HTTP) {
            return;
        }
        Tool.Result result = subscriber(server, device).with("-E").run(PATIENCE);
        if (result.exitCode() != 0) {
            throw new AssertionError("mosquitto_sub: " + result);
        }
    }

    /** Connects, waits for the first command, and goes. */
    JsonNode next(ServerProcess server, Device device) {
        Tool tool = switch (this) {
            case MQTT_5, MQTT_311 -> subscriber(server, device).with("-C", "1", "-W", "30");
            case COAP -> Tool.of("coap-client-notls", "-s", "30", "-w", uri(server, device, "commands"));
            case HTTP -> curl(server, device, "commands?wait=30");
        };
        try (Tool.Running running = tool.start()) {
            return Await.value(this + " has got a command; so far: " + running.output(), PATIENCE, () -> find(running));
        }
    }

    void answer(ServerProcess server, Device device, String answer) {
        Tool tool = switch (this) {
            case MQTT_5, MQTT_311 ->
                mqtt("mosquitto_pub", server, device).with("-t", device.topic("acks"), "-m", answer);
            case COAP ->
                Tool.of("coap-client-notls", "-m", "post", "-t", "50", "-e")
                        .with(percentEncoded(answer), uri(server, device, "acks"));
            case HTTP -> curl(server, device, "acks").with("-H", "Content-Type: application/json", "-d", answer);
        };
        Tool.Result result = tool.run(PATIENCE);
        if (result.exitCode() != 0 || !result.output().isBlank()) {
            throw new AssertionError("the answer was not taken: " + result);
        }
    }

    private Tool subscriber(ServerProcess server, Device device) {
        Tool persistent = mqtt("mosquitto_sub", server, device).with("-c", "-t", device.topic("commands"));
        return this == MQTT_5 ? persistent.with("-x", "3600") : persistent;
    }

    private Tool mqtt(String program, ServerProcess server, Device device) {
        return Tool.of(program, "-V", this == MQTT_5 ? "mqttv5" : "mqttv311", "-q", "1")
                .with("-h", "127.0.0.1", "-p", Integer.toString(server.ports().mqtt()))
                .with("-i", device.id(), "-u", device.id(), "-P", device.secret());
    }

    private static Tool curl(ServerProcess server, Device device, String path) {
        return Tool.of("curl", "-sS", "--fail-with-body", "-H")
                .with("Authorization: Bearer " + device.id() + ":" + device.secret())
                .with(server.uri("/v1/" + path).toString());
    }

    private static String uri(ServerProcess server, Device device, String path) {
        return "coap://127.0.0.1:" + server.ports().coap() + "/v1/" + path + "?device=" + device.id() + "&secret="
                + device.secret();
    }

    /** libcoap wants everything but ASCII in percent encoding, and percent signs too. */
    private static String percentEncoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private static Optional<JsonNode> find(Tool.Running running) {
        Matcher matcher = COMMAND.matcher(running.output());
        return matcher.find() ? Optional.of(Api.parse(matcher.group())) : Optional.empty();
    }
}
