package org.kenh.system;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.kenh.system.Api.Device;
import org.kenh.system.MqttSocket.Packet;

/**
 * A device that publishes with QoS 1, twenty packs under way at a time, in a session that outlives its connections:
 * after a reconnect it sends again what was not acknowledged, under the same packet ids and with the DUP flag.
 */
final class MqttLedgerDevice extends LedgerDevice {
    private static final int WINDOW = 20;
    private static final int PACKET_IDS = 65_535;
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMillis(500);
    /** Without a sign of the server for so long the connection is taken for dead. */
    private static final Duration SILENCE = Duration.ofSeconds(8);

    private final int port;
    private final int version;
    private final Map<Integer, Integer> underWay = new HashMap<>();
    private Instant heard = Instant.MIN;

    MqttLedgerDevice(Device device, DevicePlan plan, int port, int version) {
        super(device, plan);
        this.port = port;
        this.version = version;
    }

    @Override
    boolean converse() {
        underWay.clear();
        try (MqttSocket socket = MqttSocket.openAt(port, version)) {
            socket.sendConnectKeepingSession(device().id(), device().secret());
            if (!isAdmitted(socket.tryRead(SILENCE))) {
                return false;
            }
            for (int pack : unacknowledged()) {
                publish(socket, pack, true);
            }
            heard = Instant.now();
            boolean open = true;
            while (open && !isDone()) {
                open = exchange(socket);
            }
            return false;
        } catch (UncheckedIOException broken) {
            return false;
        }
    }

    private boolean isAdmitted(Optional<Packet> answer) {
        if (answer.isEmpty() || answer.get().type() != MqttSocket.CONNACK) {
            return false;
        }
        int code = answer.get().body()[1] & 0xFF;
        boolean wrong = version == 5 ? code != 0 && code != 0x88 : code != 0 && code != 3;
        if (wrong) {
            ledger().refuse("CONNECT of " + device().id() + " at " + Instant.now() + ": " + code);
        }
        return code == 0;
    }

    /** Sends what is due and takes one packet, if one comes; false when the connection has ended. */
    private boolean exchange(MqttSocket socket) {
        while (underWay.size() < WINDOW && isDue()) {
            publish(socket, next(), false);
        }
        Optional<Packet> packet = socket.tryRead(underWay.size() < WINDOW ? SHORT : LONG);
        if (packet.isEmpty()) {
            return underWay.isEmpty() || heard.plus(SILENCE).isAfter(Instant.now());
        }
        heard = Instant.now();
        if (packet.get().type() == MqttSocket.PUBACK) {
            settle(packet.get());
        }
        return packet.get().type() != MqttSocket.DISCONNECT;
    }

    private void publish(MqttSocket socket, int pack, boolean again) {
        if (underWay.isEmpty()) {
            heard = Instant.now();
        }
        int packetId = pack % PACKET_IDS + 1;
        underWay.put(packetId, pack);
        socket.publish(packetId, device().topic("readings"), plan().senml(pack), again);
    }

    private void settle(Packet acknowledgement) {
        Integer pack = underWay.remove(acknowledgement.packetId());
        if (pack == null) {
            ledger().refuse("PUBACK of what was not sent to " + device().id() + ": " + acknowledgement.packetId());
        } else if (acknowledgement.reason() < 0x80) {
            settle(pack);
        } else {
            refused(pack, "PUBACK " + acknowledgement.reason());
        }
    }
}
