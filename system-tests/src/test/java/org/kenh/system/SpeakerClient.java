package org.kenh.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.kenh.system.Api.Device;
import org.kenh.system.MqttSocket.Packet;

/**
 * A loudspeaker cluster on its MQTT connection: it tells what it plays when it is told to, takes every command, says so, and
 * falls silent when it is muted. Safe for any thread.
 */
final class SpeakerClient implements AutoCloseable {
    private static final int VERSION = 4; // 3.1.1
    private static final int PACKET_IDS = 65_535;
    private static final Duration BETWEEN_PINGS = Duration.ofSeconds(20);
    private static final List<String> COMMANDS = List.of(
            "speaker.mute",
            "speaker.plan",
            "speaker.play",
            "speaker.say",
            "speaker.restart",
            "speaker.selftest",
            "speaker.stop",
            "speaker.unmute",
            "speaker.volume");

    private final Device device;
    private final MqttSocket socket;
    private final Consumer<JsonNode> player;
    private final List<JsonNode> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger packets = new AtomicInteger();

    private SpeakerClient(Device device, MqttSocket socket, Consumer<JsonNode> player) {
        this.device = device;
        this.socket = socket;
        this.player = player;
    }

    /** Connects, says what it can and how it is; the player is given the arguments of every {@code speaker.play}. */
    static SpeakerClient connect(Ports ports, Device device, Consumer<JsonNode> player) {
        SpeakerClient client = new SpeakerClient(device, MqttSocket.connect(ports, VERSION, device), player);
        client.introduce();
        Thread.ofVirtual().name("speaker " + device.id()).start(client::listen);
        return client;
    }

    String id() {
        return device.id();
    }

    private synchronized void introduce() {
        ObjectNode birth = JsonNodeFactory.instance
                .objectNode()
                .put("model", "Cụm loa thử")
                .put("firmware", "1.0")
                .put("interval", 60);
        COMMANDS.forEach(birth.putArray("commands")::add);
        socket.subscribe(packetId(), device.topic("commands"));
        socket.publish(packetId(), device.topic("birth"), birth.toString());
        ArrayNode pack = pack();
        value(pack, "volume", 70);
        value(pack, "temperature.amplifier", 41.5);
        value(pack, "line.impedance", 16.2);
        value(pack, "rsrp", -88);
        send(pack);
        state("IDLE");
    }

    void state(String state) {
        tell("state", state);
    }

    void begins(Piece piece) {
        state("PLAYING");
        tell("play", piece.event("start").put("start", piece.start().toString()).toString());
    }

    /** The first evidence. */
    void hears(Piece piece) {
        tell("play", evidence(piece.event("heard")).toString());
    }

    /** That it has played so long, and loud enough. */
    void ends(Piece piece, Duration played) {
        ObjectNode event = evidence(piece.event("end"))
                .put("start", piece.start().toString())
                .put("end", piece.start().plus(played).toString())
                .put("played", played.toMillis() / 1e3)
                .put("volume", 70)
                .put("result", "done")
                .put("underruns", 0);
        tell("play", event.toString());
        state("IDLE");
    }

    /** That there is sound since then, although it plays nothing. */
    void hearsStrangers(String sound, Instant since) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("kind", "begin")
                .put("sound", sound)
                .put("start", since.toString())
                .put("level", 63.4)
                .put("rise", 18.2);
        tell("sound", event.toString());
    }

    /** The first command of that name, once it has come. */
    JsonNode command(String name) {
        return Await.value(
                name + " has come to " + device.id(),
                Duration.ofSeconds(30),
                () -> commands.stream()
                        .filter(command -> command.path("name").asText().equals(name))
                        .findFirst());
    }

    @Override
    public void close() {
        socket.close();
    }

    private static ObjectNode evidence(ObjectNode event) {
        return event.put("rise", 9.1).put("current", 3.0);
    }

    private synchronized void tell(String series, String text) {
        ArrayNode pack = pack();
        pack.addObject().put("n", series).put("vs", text);
        send(pack);
    }

    private static ArrayNode pack() {
        ArrayNode pack = JsonNodeFactory.instance.arrayNode();
        pack.addObject()
                .put("bt", Instant.now().toEpochMilli() / 1e3)
                .put("n", "played")
                .put("v", 1);
        return pack;
    }

    private static void value(ArrayNode pack, String series, double value) {
        pack.addObject().put("n", series).put("v", value);
    }

    private synchronized void send(ArrayNode pack) {
        socket.publish(packetId(), device.topic("readings"), pack.toString());
    }

    private int packetId() {
        return packets.getAndIncrement() % PACKET_IDS + 1;
    }

    private void listen() {
        try {
            while (true) {
                socket.tryRead(BETWEEN_PINGS).ifPresentOrElse(this::take, this::ping);
            }
        } catch (UncheckedIOException closed) {
            // Nothing more comes; who waits for something will say what.
        }
    }

    private synchronized void ping() {
        socket.ping();
    }

    private void take(Packet packet) {
        if (packet.type() == MqttSocket.PUBLISH) {
            try (DataInputStream body = new DataInputStream(new ByteArrayInputStream(packet.body()))) {
                body.readUTF();
                int packetId = body.readUnsignedShort();
                obey(packetId, Api.parse(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException failure) {
                throw new UncheckedIOException("no command for " + device.id(), failure);
            }
        }
    }

    private void obey(int packetId, JsonNode command) {
        synchronized (this) {
            socket.acknowledge(packetId);
            String answer = "{\"id\":\"" + command.path("id").asText() + "\",\"state\":\"done\",\"detail\":\"\"}";
            socket.publish(packetId(), device.topic("acks"), answer);
        }
        switch (command.path("name").asText()) {
            case "speaker.mute" -> mute(command.path("args").path("latch").asBoolean());
            case "speaker.play" -> player.accept(command.path("args"));
            default -> {} // of no meaning here
        }
        commands.add(command);
    }

    private synchronized void mute(boolean latch) {
        ArrayNode pack = pack();
        value(pack, "muted", 1);
        value(pack, "latched", latch ? 1 : 0);
        send(pack);
        state("MUTED");
    }

    /** One playing of something, without a break. */
    record Piece(String play, String slot, String bulletin, Instant start) {
        ObjectNode event(String kind) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("kind", kind)
                    .put("play", play)
                    .put("slot", slot)
                    .put("bulletin", bulletin);
        }
    }
}
