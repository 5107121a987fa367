package org.kenh.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.edge.control.AgentCommands;
import org.kenh.edge.journal.Lane;
import org.kenh.edge.journal.MemoryJournal;
import org.kenh.edge.sensor.Sensor;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Encoding;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.CommandAnswer.State;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.wire.BirthCodec;
import org.kenh.telemetry.wire.CommandCodec;
import org.kenh.telemetry.wire.ContentKind;
import org.kenh.telemetry.wire.Decoding;
import org.kenh.telemetry.wire.DecodingLimits;
import org.kenh.telemetry.wire.ReadingsDecoder;

class AgentTest {
    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

    private final FakeUplink uplink = new FakeUplink();
    private final ManualDelayer time = new ManualDelayer();
    private final MemoryJournal journal = new MemoryJournal(200);
    private final Agent agent = new Agent(profile(), uplink, journal, InstantSource.fixed(NOW), time);

    @Test
    void connect_tellsWhatTheDeviceIs() {
        connect();

        Birth birth = decoded(BirthCodec.decode(uplink.payloads(Channel.BIRTH).get(0)));

        assertThat(birth.model()).contains("model");
        assertThat(birth.firmware()).contains("1.0");
        assertThat(birth.interval()).contains(Duration.ofSeconds(10));
        assertThat(birth.commands()).containsExactly("agent.ping", "agent.identify");
        assertThat(birth.series().stream().map(series -> series.name().value()))
                .containsExactly("level", "agent/dropped");
    }

    @Test
    void sample_beforeTheConnection_isDeliveredAfterIt() {
        agent.start();
        agent.sample(NOW);
        assertThat(uplink.sent).isEmpty();

        uplink.answerAll(Delivery.ACKNOWLEDGED);
        uplink.listener().connected();

        assertThat(readings(0))
                .containsExactly(Reading.good("level", "m", NOW, 1.25), Reading.good("agent/dropped", "count", NOW, 0));
    }

    @Test
    void sample_journalFull_reportsHowManyReadingsWereDropped() {
        agent.start();
        for (int i = 0; i < 30; i++) {
            agent.sample(NOW.plusSeconds(i));
        }
        long dropped = journal.droppedReadings();
        uplink.answerAll(Delivery.ACKNOWLEDGED);
        uplink.listener().connected();
        agent.sample(NOW.plusSeconds(30));

        assertThat(dropped).isGreaterThan(20);
        List<byte[]> sent = uplink.payloads(Channel.READINGS);
        assertThat(readings(sent.size() - 1))
                .contains(Reading.good("agent/dropped", "count", NOW.plusSeconds(30), (double) dropped));
    }

    @Test
    void packs_areNumberedFromTheStartOn() {
        connect();
        agent.sample(NOW);
        agent.enqueue(Lane.BACKLOG, List.of(Reading.good("level", "m", NOW.minusSeconds(60), 1)));

        assertThat(pack(0).number()).contains(new PackNumber(NOW.getEpochSecond(), 1));
        assertThat(pack(1).number()).contains(new PackNumber(NOW.getEpochSecond(), 2));
    }

    @Test
    void pack_sentAgain_keepsItsNumber() {
        connect();
        uplink.answerAll(new Delivery.Failed("no answer"));
        agent.sample(NOW);
        uplink.answerAll(Delivery.ACKNOWLEDGED);
        time.pass(Duration.ofMinutes(2));
        agent.sample(NOW.plusSeconds(10));

        assertThat(pack(0).number()).isEqualTo(pack(1).number()).contains(new PackNumber(NOW.getEpochSecond(), 1));
        assertThat(pack(2).number()).contains(new PackNumber(NOW.getEpochSecond(), 2));
    }

    @Test
    void command_isAnsweredOverTheSameUplink() {
        connect();
        Command command = new Command("c1", "agent.ping", "{}", NOW, NOW.plusSeconds(60));

        uplink.listener().command(CommandCodec.encode(command));

        assertThat(uplink.payloads(Channel.ACKS).stream()
                        .map(payload -> decoded(CommandCodec.decodeAnswer(payload)))
                        .toList())
                .containsExactly(new CommandAnswer("c1", State.ACCEPTED, ""), new CommandAnswer("c1", State.DONE, ""));
    }

    @Test
    void close_closesTheUplink() {
        agent.close();

        assertThat(uplink.isClosed()).isTrue();
    }

    private void connect() {
        uplink.answerAll(Delivery.ACKNOWLEDGED);
        agent.start();
        uplink.listener().connected();
    }

    private List<Reading> readings(int index) {
        return pack(index).readings();
    }

    private Pack pack(int index) {
        byte[] payload = uplink.payloads(Channel.READINGS).get(index);
        assertThat(new String(payload, StandardCharsets.UTF_8)).startsWith("[");
        return decoded(ReadingsDecoder.decode(payload, ContentKind.JSON, NOW, DecodingLimits.CONTRACT));
    }

    private static <T> T decoded(Decoding<T> decoding) {
        if (decoding instanceof Decoding.Decoded<T> value) {
            return value.value();
        }
        throw new AssertionError(decoding);
    }

    private static Profile profile() {
        return new Profile(
                "test",
                "model",
                "1.0",
                Duration.ofSeconds(10),
                Encoding.JSON,
                List.of(new Level()),
                List.of(new AgentCommands("test agent")),
                true);
    }

    private static final class Level implements Sensor {
        @Override
        public List<DeclaredSeries> series() {
            return List.of(new DeclaredSeries(SeriesName.of("level"), Unit.of("m"), Optional.empty()));
        }

        @Override
        public List<Reading> read(Instant now) {
            return List.of(Reading.good("level", "m", now, 1.25));
        }
    }
}
