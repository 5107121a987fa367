package org.kenh.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.wire.CommandCodec;

/** The people at the centre, who see what one device sends and send it commands, through a broker. */
final class FieldDesk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();

    private final Clock clock = Clock.systemUTC();
    private final MqttClient client;
    private final String topics;
    private final List<Said> said = new ArrayList<>();
    private int commands;

    FieldDesk(int port, String device) throws MqttException {
        topics = "kenh/v1/" + device + "/";
        client = new MqttClient("tcp://127.0.0.1:" + port, "centre", new MemoryPersistence());
        client.setCallback(new Ear());
        client.connect();
        client.subscribe(topics + "#", 1);
    }

    /** Sends a command that expires in a minute; gives its id. */
    String command(String name, String arguments) throws MqttException {
        commands++;
        Instant now = clock.instant();
        Command command = new Command("c" + commands, name, arguments, now, now.plusSeconds(60));
        client.publish(topics + "commands", CommandCodec.encode(command), 1, false);
        return command.id();
    }

    /** Waits until a command has an answer other than that it was accepted; gives state and detail. */
    String answer(String id) {
        return await(
                "an answer to " + id,
                () -> heard("acks").stream()
                        .map(FieldDesk::json)
                        .filter(answer -> answer.path("id").asText().equals(id))
                        .filter(answer -> !answer.path("state").asText().equals("accepted"))
                        .map(answer -> answer.path("state").asText() + " "
                                + answer.path("detail").asText())
                        .findFirst());
    }

    /** Waits for a message with these words on a channel. */
    String hear(String channel, String... words) {
        return await(
                channel + " with " + List.of(words),
                () -> heard(channel).stream()
                        .filter(text -> List.of(words).stream().allMatch(text::contains))
                        .findFirst());
    }

    /** What was heard so far counts no more. */
    synchronized void forget() {
        said.clear();
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 1_000, false);
        client.close(true);
    }

    private synchronized void note(String topic, MqttMessage message) {
        said.add(new Said(topic.substring(topics.length()), new String(message.getPayload(), StandardCharsets.UTF_8)));
    }

    private synchronized List<String> heard(String channel) {
        return said.stream()
                .filter(one -> one.channel.equals(channel))
                .map(Said::text)
                .toList();
    }

    private static String await(String what, Supplier<Optional<String>> wanted) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            Optional<String> found = wanted.get();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("not heard: " + what);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private record Said(String channel, String text) {}

    private final class Ear implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            note(topic, message);
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            // What was to be heard is not, and the test says so.
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            // As above.
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // The device's answer counts.
        }

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {
            // The constructor waits for it.
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            // The broker asks for none.
        }
    }
}
