package org.kenh.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.ingest.Messages.number;
import static org.kenh.ingest.Messages.reading;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.live.LiveEvent;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.series.SeriesReader.SeriesFilter;
import org.kenh.ingest.series.SeriesReader.StoredReading;
import org.kenh.ingest.timescale.Databases;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

@ParameterizedClass
@MethodSource("org.kenh.ingest.timescale.Databases#kinds")
class StoringTest {
    private static final Instant OLDER_THAN_THE_CALENDAR_OF_POSTGRESQL = Instant.parse("-7000-01-01T00:00:00Z");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Databases kind;
    private final District district;

    StoringTest(Databases kind) {
        this.kind = kind;
        this.district = District.on(kind.fresh());
        district.device("d1");
    }

    @AfterEach
    void stop() {
        district.close();
    }

    @Test
    void capability_isDetected() {
        Capability capability = district.ingest().capability();

        assertThat(capability.hypertable()).isEqualTo(kind == Databases.TIMESCALE);
        assertThat(capability.level())
                .isEqualTo(kind == Databases.TIMESCALE ? Capability.Level.APACHE : Capability.Level.PLAIN);
        assertThat(capability.timescaledb().isPresent()).isEqualTo(kind == Databases.TIMESCALE);
    }

    @Test
    void readings_ofEveryKindAndQuality_comeBackAsTheyWereSent() {
        List<Reading> sent = List.of(
                reading("mixed", now, new Value.Numeric(-0.1)),
                reading("mixed", now.plusMillis(1), new Value.Flag(true)),
                reading("mixed", now.plusMillis(2), new Value.Flag(false)),
                reading("mixed", now.plusMillis(3), new Value.Text("Cửa cống đã mở ✓")),
                reading("mixed", now.plusMillis(4), new Value.Data("AQID")),
                Reading.of(
                        SeriesName.of("mixed"),
                        Unit.NONE,
                        now.plusMillis(5),
                        new Value.Numeric(Double.MAX_VALUE),
                        Quality.BAD),
                Reading.of(
                        SeriesName.of("mixed"),
                        Unit.NONE,
                        now.plusMillis(6),
                        new Value.Numeric(Double.MIN_VALUE),
                        Quality.UNCERTAIN));

        assertThat(district.send("d1", sent.toArray(Reading[]::new))).isEqualTo(Receipt.COMMITTED);

        assertThat(district.stored("d1", "mixed"))
                .containsExactlyElementsOf(sent.stream()
                        .map(one -> new StoredReading(one.at(), one.value(), one.quality()))
                        .toList());
    }

    @Test
    void redelivery_wholeOrInPart_changesNothing() {
        Reading first = number("level", now, 1);
        Reading second = number("level", now.plusSeconds(1), 2);
        Reading third = number("level", now.plusSeconds(2), 3);
        district.send("d1", first, second);

        assertThat(district.send("d1", first, second)).isEqualTo(Receipt.COMMITTED);
        assertThat(district.send("d1", second, third, number("level", now, 99), third))
                .isEqualTo(Receipt.COMMITTED);

        assertThat(district.stored("d1", "level"))
                .extracting(StoredReading::value)
                .containsExactly(new Value.Numeric(1), new Value.Numeric(2), new Value.Numeric(3));
        assertThat(district.count("kenh.ingest.batches.with.duplicates")).isEqualTo(2);
    }

    @Test
    void messages_ofManyDevices_areCommittedTogether() {
        int devices = 50;
        for (int i = 0; i < devices; i++) {
            district.device("many-" + i);
        }
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int message = 0; message < 40; message++) {
            for (int i = 0; i < devices; i++) {
                answers.add(district.accept("many-" + i, number("level", now.plusMillis(message), message)));
            }
        }

        assertThat(answers.stream().map(District::answer)).allMatch(Receipt.COMMITTED::equals);
        assertThat(district.rows("select count(*) from telemetry.reading")).containsExactly("2000");
        assertThat(district.commits()).isLessThan(500);
    }

    @Test
    void unstorableMessage_amongOthers_isRefusedAloneAndKept() {
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Instant at = i == 7 ? OLDER_THAN_THE_CALENDAR_OF_POSTGRESQL : now.plusMillis(i);
            answers.add(district.accept("d1", number("level", at, i)));
        }

        List<Receipt> receipts = answers.stream().map(District::answer).toList();

        assertThat(receipts.get(7)).isInstanceOf(Receipt.Refused.class);
        assertThat(receipts.stream().filter(Receipt.COMMITTED::equals)).hasSize(19);
        assertThat(district.stored("d1", "level")).hasSize(19);
        assertThat(district.rows("select device, transport, address, bytes, convert_from(payload, 'UTF8')"
                        + " from telemetry.rejected_message"))
                .containsExactly("d1,MQTT,kenh/v1/d1/readings,23,[{\"n\":\"level\",\"v\":1.2}]");
    }

    @Test
    void malformedMessage_isKeptWhole() {
        DeviceMessage malformed =
                new DeviceMessage.Malformed(Messages.origin("d1", now), "not a number: \0", "record 1, label v");

        assertThat(District.answer(district.accept(malformed))).isEqualTo(Receipt.COMMITTED);

        assertThat(district.rows("select reason, place, bytes from telemetry.rejected_message"))
                .containsExactly("not a number: ?,record 1, label v,23");
        assertThat(district.ingest().rawMessages().of(DeviceId.of("d1")))
                .extracting(RawMessages.RawMessage::outcome)
                .containsExactly("rejected: not a number: \0");
    }

    @Test
    void series_beyondFiveHundred_isRefusedAsAWhole() {
        Reading[] fiveHundred =
                IntStream.range(0, 500).mapToObj(i -> number("s" + i, now, i)).toArray(Reading[]::new);
        assertThat(district.send("d1", fiveHundred)).isEqualTo(Receipt.COMMITTED);

        Receipt receipt = district.send("d1", number("s1", now.plusSeconds(1), 1), number("s500", now, 1));

        assertThat(receipt).isEqualTo(new Receipt.Refused("a device may have at most 500 series", ""));
        assertThat(district.stored("d1", "s1")).hasSize(1);
        assertThat(district.rows("select reason from telemetry.rejected_message"))
                .hasSize(1);
        assertThat(district.send("d1", number("s1", now.plusSeconds(1), 1))).isEqualTo(Receipt.COMMITTED);
    }

    @Test
    void unknownDevice_isRefused() {
        assertThat(district.send("stranger", number("level", now, 1)))
                .isEqualTo(new Receipt.Refused("there is no device stranger", ""));
    }

    @Test
    void lateAndEarlyReadings_areStoredInFewTables() {
        Instant nineYearsAgo = now.minus(Duration.ofDays(9 * 365));
        List<Reading> readings = new ArrayList<>(List.of(number("level", now.plus(Duration.ofHours(23)), 2)));
        for (int day = 0; day < 365; day++) {
            readings.add(number("level", nineYearsAgo.plus(Duration.ofDays(day)), day));
        }
        readings.add(number("level", now.minus(Duration.ofDays(3)), 3));

        assertThat(district.send("d1", readings.toArray(Reading[]::new))).isEqualTo(Receipt.COMMITTED);

        assertThat(district.stored("d1", "level")).hasSize(367);
        assertThat(district.stored("d1", "level", nineYearsAgo, nineYearsAgo.plusSeconds(1)))
                .extracting(StoredReading::value)
                .containsExactly(new Value.Numeric(0));
        if (kind == Databases.PLAIN) {
            assertThat(district.rows("select count(*) < 25 from pg_inherits"
                            + " where inhparent = 'telemetry.sample'::regclass"))
                    .containsExactly("t");
        }
    }

    @Test
    void unit_isTheNewestThatWasSent() {
        district.send("d1", number("level", now, 1));
        assertThat(unit()).isEqualTo("");
        district.send("d1", Reading.good("level", "m", now.plusMillis(1), 1));
        assertThat(unit()).isEqualTo("m");
        district.send("d1", number("level", now.plusMillis(2), 1));
        assertThat(unit()).isEqualTo("m");
        district.send("d1", Reading.good("level", "cm", now.plusMillis(3), 1));
        assertThat(unit()).isEqualTo("cm");
    }

    @Test
    void birth_changesTheDeviceAndDeclaresSeries() {
        Birth birth = new Birth(
                Optional.of("PX-4"),
                Optional.of("1.2.0"),
                Optional.of(Duration.ofSeconds(30)),
                List.of(new Birth.DeclaredSeries(
                        SeriesName.of("flow"), Unit.of("m3/s"), Optional.of(Duration.ofSeconds(5)))),
                List.of("pump.start"));

        assertThat(District.answer(district.accept(new DeviceMessage.BirthReport(Messages.origin("d1", now), birth))))
                .isEqualTo(Receipt.COMMITTED);

        Device device = district.ingest().registry().device(DeviceId.of("d1")).orElseThrow();
        assertThat(device.model()).contains("PX-4");
        assertThat(device.firmware()).contains("1.2.0");
        assertThat(device.interval()).contains(Duration.ofSeconds(30));
        assertThat(device.commands()).containsExactly("pump.start");
        assertThat(device.bornAt()).contains(now);
        assertThat(district.rows("select name, unit, report_interval_ms from telemetry.series"))
                .containsExactly("flow,m3/s,5000");
    }

    @Test
    void birth_repeated_drawsNoIds_andChangesOnlyWhatIsNew() {
        for (int seconds = 1; seconds <= 4; seconds++) {
            declare("flow", "m3/s", Duration.ofSeconds(5));
        }
        declare("flow", "l/s", Duration.ofSeconds(7));
        declare("flow", "", Duration.ofSeconds(8));
        declare("level", "m", Duration.ofSeconds(8));

        assertThat(district.rows("select id, name, unit, report_interval_ms from telemetry.series order by id"))
                .containsExactly("1,flow,l/s,8000", "2,level,m,8000");
        assertThat(district.rows("select last_value from telemetry.series_id_seq"))
                .containsExactly("2");
    }

    @Test
    void liveFeed_hearsOnlyOfNewerValues_afterTheirCommit() {
        List<LiveEvent> events = new CopyOnWriteArrayList<>();
        district.ingest().live().listen(events::add);

        Reading newer = number("level", now.plusSeconds(1), 2);
        district.send("d1", number("level", now, 1), newer);
        district.send("d1", number("level", now.minusSeconds(1), 0), newer);

        assertThat(events)
                .filteredOn(LiveEvent.NewReadings.class::isInstance)
                .containsExactly(new LiveEvent.NewReadings(DeviceId.of("d1"), List.of(newer)));
        assertThat(events)
                .filteredOn(LiveEvent.PresenceChanged.class::isInstance)
                .hasSize(1);
    }

    @Test
    void readingView_hasTheSameColumnsEverywhere() {
        district.send("d1", Reading.good("level", "m", now, 1.5), reading("running", now, new Value.Flag(true)));

        assertThat(district.rows("select device, series, value, quality, unit, flag from telemetry.reading order by 2"))
                .containsExactly("d1,level,1.5,good,m,f", "d1,running,1,good,,t");
        assertThat(district.rows("select column_name from information_schema.columns"
                        + " where table_schema = 'telemetry' and table_name = 'reading' order by ordinal_position"))
                .containsExactly("device", "series", "at", "value", "quality", "unit", "flag", "series_id");
    }

    @Test
    void rawMessages_areNewestFirst() {
        district.send("d1", number("level", now, 1));

        assertThat(district.ingest().rawMessages().of(DeviceId.of("d1")))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.payload()).isEqualTo("[{\"n\":\"level\",\"v\":1.2}]");
                    assertThat(message.bytes()).isEqualTo("[{\"n\":\"level\",\"v\":1.2}]".getBytes(UTF_8).length);
                    assertThat(message.transport()).isEqualTo("mqtt");
                    assertThat(message.outcome()).isEqualTo("committed");
                });
    }

    private void declare(String series, String unit, Duration interval) {
        Birth birth = new Birth(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Birth.DeclaredSeries(SeriesName.of(series), Unit.of(unit), Optional.of(interval))),
                List.of());
        assertThat(District.answer(district.accept(new DeviceMessage.BirthReport(Messages.origin("d1", now), birth))))
                .isEqualTo(Receipt.COMMITTED);
    }

    private String unit() {
        return district.ingest()
                .series()
                .series(new SeriesFilter(Optional.of(DeviceId.of("d1")), Optional.empty(), Optional.empty()))
                .getFirst()
                .unit()
                .symbol();
    }
}
