package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.kenh.system.Api.Device;
import org.kenh.system.Sample.Payload;

/** The programs, none of them ours, with which a device may be built; each sends one message and says the answer. */
enum DeviceClient {
    MQTT_5("PUBACK 0"),
    MQTT_311("PUBACK 0"),
    MQTTS("PUBACK 0"),
    COAP("2.04"),
    COAPS_OPENSSL("2.04"),
    COAPS_GNUTLS("2.04"),
    HTTP("204");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern MQTT_ANSWER =
            Pattern.compile("(PUBACK) \\(Mid: \\d+, RC:(\\d+)\\)|(CONNACK) \\((\\d+)\\)");
    private static final Pattern COAP_ANSWER = Pattern.compile("t:(?:ACK|CON|NON|RST) c:([245]\\.\\d\\d)");

    private final String success;

    DeviceClient(String success) {
        this.success = success;
    }

    /** The answer that means "committed". */
    String success() {
        return success;
    }

    /** Sends under the device's own name over 127.0.0.1. */
    Answer send(ServerProcess server, Device device, Payload payload) {
        return send(Target.of(server, device), device, payload);
    }

    /** Sends as a device to a place that may be another one's. */
    Answer send(Target target, Device device, Payload payload) {
        Path file = write(payload);
        try {
            Tool.Result result = command(target, device, payload, file).run(PATIENCE);
            return new Answer(code(result), result.output());
        } finally {
            file.toFile().delete();
        }
    }

    private Tool command(Target target, Device device, Payload payload, Path file) {
        return switch (this) {
            case MQTT_5 ->
                mosquitto(target, device, file)
                        .with(port(target.ports().mqtt()))
                        .with(five(payload));
            case MQTT_311 ->
                mosquitto(target, device, file)
                        .with(port(target.ports().mqtt()))
                        .with("-V", "mqttv311");
            case MQTTS ->
                mosquitto(target, device, file)
                        .with(port(target.ports().mqtts()))
                        .with(five(payload))
                        .with("--cafile", target.server().certificate().toString());
            case COAP ->
                coap("coap-client-notls", target, payload, file)
                        .with(target.coap("coap", target.ports().coap()) + "?device=" + device.id() + "&secret="
                                + device.secret());
            case COAPS_OPENSSL ->
                coap("coap-client-openssl", target, payload, file)
                        .with(preSharedKey(device))
                        .with(target.coap("coaps", target.ports().coaps()) + target.query(device));
            case COAPS_GNUTLS ->
                coap("coap-client-gnutls", target, payload, file)
                        .with(preSharedKey(device))
                        .with(target.coap("coaps", target.ports().coaps()) + target.query(device));
            case HTTP ->
                Tool.of("curl", "-sS", "-g", "-i", "--data-binary", "@" + file)
                        .with("-H", "Content-Type: " + payload.contentType())
                        .with("-H", "Authorization: Bearer " + device.id() + ":" + device.secret())
                        .with("-w", "\nstatus=%{http_code}", target.http() + target.query(device));
        };
    }

    private static Tool mosquitto(Target target, Device device, Path file) {
        return Tool.of(
                        "mosquitto_pub",
                        "-d",
                        "-h",
                        target.host(),
                        "-p",
                        Integer.toString(target.ports().mqtt()))
                .with("-i", device.id(), "-u", device.id(), "-P", device.secret())
                .with("-t", "kenh/v1/" + target.owner() + "/readings", "-q", "1", "-f", file.toString());
    }

    private static String[] port(int port) {
        return new String[] {"-p", Integer.toString(port)};
    }

    private static String[] five(Payload payload) {
        return new String[] {"-V", "mqttv5", "-D", "publish", "content-type", payload.contentType()};
    }

    private static String[] preSharedKey(Device device) {
        return new String[] {"-u", device.id(), "-k", device.secret()};
    }

    private static Tool coap(String program, Target target, Payload payload, Path file) {
        return Tool.of(
                        program,
                        "-v",
                        "7",
                        "-B",
                        Integer.toString(target.seconds()),
                        "-m",
                        "post",
                        "-f",
                        file.toString())
                .with("-t", Integer.toString(payload.contentFormat()));
    }

    private String code(Tool.Result result) {
        return switch (this) {
            case MQTT_5, MQTT_311, MQTTS ->
                last(MQTT_ANSWER, result)
                        .map(match -> match.group(1) == null
                                ? match.group(3) + " " + match.group(4)
                                : match.group(1) + " " + match.group(2))
                        .orElse("none");
            case COAP, COAPS_OPENSSL, COAPS_GNUTLS ->
                last(COAP_ANSWER, result).map(match -> match.group(1)).orElse("none");
            case HTTP ->
                last(Pattern.compile("status=(\\d+)"), result)
                        .map(match -> match.group(1))
                        .orElse("none");
        };
    }

    private static Optional<MatchResult> last(Pattern pattern, Tool.Result result) {
        return pattern.matcher(result.output()).results().reduce((first, second) -> second);
    }

    private static Path write(Payload payload) {
        try {
            return Files.write(Files.createTempFile("kenh-payload", ".bin"), payload.bytes());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write the payload", failure);
        }
    }

    /**
     * Where to send.
     *
     * @param host as it stands in a URI, without brackets
     * @param owner the device in whose name; plain CoAP cannot name another one
     * @param seconds how long a CoAP client waits for its answer
     */
    record Target(ServerProcess server, String host, String owner, int seconds) {
        static Target of(ServerProcess server, Device owner) {
            return new Target(server, "127.0.0.1", owner.id(), 20);
        }

        Ports ports() {
            return server.ports();
        }

        Target withHost(String other) {
            return new Target(server, other, owner, seconds);
        }

        Target withPatience(int shorter) {
            return new Target(server, host, owner, shorter);
        }

        /** Names the owner where it is not the sender. */
        String query(Device sender) {
            return owner.equals(sender.id()) ? "" : "?device=" + owner;
        }

        String coap(String scheme, int port) {
            return scheme + "://" + bracketed() + ":" + port + "/v1/readings";
        }

        String http() {
            return "http://" + bracketed() + ":" + ports().http() + "/v1/readings";
        }

        private String bracketed() {
            return host.contains(":") ? "[" + host + "]" : host;
        }
    }

    /** The protocol's answer ("PUBACK 0", "CONNACK 5", "4.00", "204" or "none") and all that the program wrote. */
    record Answer(String code, String output) {}
}
