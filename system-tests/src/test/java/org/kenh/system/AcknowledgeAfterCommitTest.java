package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kenh.system.Api.Device;
import org.kenh.system.DeviceClient.Answer;
import org.kenh.system.Sample.Payload;

/** While the database stands still nothing is acknowledged; when it goes on, everything is, and is there. */
class AcknowledgeAfterCommitTest {
    private static final Duration STANDSTILL = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<DeviceClient> ONE_SHOT =
            List.of(DeviceClient.COAP, DeviceClient.COAPS_OPENSSL, DeviceClient.HTTP);
    private static final int MESSAGES = 20;

    @Test
    void acknowledgement_whileTheDatabaseIsStopped_doesNotCome() {
        try (ServerProcess server = ServerProcess.start("acknowledge");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Api api = Api.signIn(server);
            Device mqtt5 = api.newDevice();
            Device mqtt311 = api.newDevice();
            List<Device> oneShot =
                    ONE_SHOT.stream().map(client -> api.newDevice()).toList();
            try (MqttSocket five = MqttSocket.connect(server.ports(), 5, mqtt5);
                    MqttSocket three = MqttSocket.connect(server.ports(), 4, mqtt311)) {
                greet(server, oneShot);
                EmbeddedDatabase database = server.database();
                Instant time = Instant.now();

                database.pause();
                List<CompletableFuture<Answer>> answers = new ArrayList<>();
                try {
                    publishAll(five, mqtt5, time);
                    publishAll(three, mqtt311, time);
                    IntStream.range(0, ONE_SHOT.size())
                            .forEach(i -> answers.add(CompletableFuture.supplyAsync(
                                    () -> ONE_SHOT.get(i).send(server, oneShot.get(i), Sample.pack(MESSAGES, time)),
                                    threads)));
                    assertThat(five.tryRead(STANDSTILL)).isEmpty();
                    assertThat(three.tryRead(Duration.ofMillis(100))).isEmpty();
                    assertThat(answers).noneMatch(CompletableFuture::isDone);
                } finally {
                    database.resume();
                }

                assertAcknowledged(five);
                assertAcknowledged(three);
                for (int i = 0; i < ONE_SHOT.size(); i++) {
                    Answer answer = answers.get(i)
                            .orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                            .join();
                    assertThat(answer.code())
                            .as(answer.output())
                            .isEqualTo(ONE_SHOT.get(i).success());
                    assertAllStored(api, oneShot.get(i));
                }
                assertAllStored(api, mqtt5);
                assertAllStored(api, mqtt311);
            }
        }
    }

    /**
     * Lets the server know the secrets: of a device whose secret it cannot look up it says at once that it should come
     * again, and then nothing would have waited for a commit.
     */
    private static void greet(ServerProcess server, List<Device> devices) {
        for (int i = 0; i < ONE_SHOT.size(); i++) {
            Answer answer = ONE_SHOT.get(i).send(server, devices.get(i), Payload.json("{\"hello\":1}"));
            assertThat(answer.code())
                    .as(answer.output())
                    .isEqualTo(ONE_SHOT.get(i).success());
        }
    }

    private static void publishAll(MqttSocket socket, Device device, Instant time) {
        for (int i = 0; i < MESSAGES; i++) {
            String pack = "[{\"n\":\"level\",\"t\":" + Sample.seconds(time.plusMillis(i)) + ",\"v\":" + i + "}]";
            socket.publish(i + 1, device.topic("readings"), pack);
        }
    }

    private static void assertAcknowledged(MqttSocket socket) {
        List<Integer> acknowledged = IntStream.range(0, MESSAGES)
                .mapToObj(i -> socket.read(PATIENCE))
                .filter(packet -> packet.type() == MqttSocket.PUBACK && packet.reason() == 0)
                .map(MqttSocket.Packet::packetId)
                .toList();
        assertThat(acknowledged)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, MESSAGES).boxed().toList());
    }

    private static void assertAllStored(Api api, Device device) {
        assertThat(api.readings(device, "level").stream()
                        .map(point -> point.value().asInt()))
                .containsExactlyElementsOf(IntStream.range(0, MESSAGES).boxed().toList());
    }
}
