package org.kenh.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.ingest.Messages.number;
import static org.kenh.ingest.Messages.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.Bucket;
import org.kenh.ingest.series.SeriesReader.Range;
import org.kenh.ingest.series.SeriesReader.SeriesFilter;
import org.kenh.ingest.series.SeriesReader.StoredReading;
import org.kenh.ingest.timescale.Databases;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

@ParameterizedClass
@MethodSource("org.kenh.ingest.timescale.Databases#kinds")
class QueryTest {
    /** Midnight of 20 November in Vietnam. */
    private static final Instant MIDNIGHT = Instant.parse("2025-11-19T17:00:00Z");

    private final District district;

    QueryTest(Databases kind) {
        this.district = District.on(kind.fresh());
        district.device("d1");
    }

    @AfterEach
    void stop() {
        district.close();
    }

    @Test
    void readings_includeFromAndExcludeTo_oldestFirst() {
        district.send("d1", number("level", at(2), 2), number("level", at(0), 0), number("level", at(1), 1));
        district.send("d1", reading("level", at(1).plusMillis(1), new Value.Text("between")));

        assertThat(district.stored("d1", "level", at(0), at(2)))
                .extracting(StoredReading::value)
                .containsExactly(new Value.Numeric(0), new Value.Numeric(1), new Value.Text("between"));
    }

    @Test
    void readings_withLimit_areTheOldest() {
        district.send("d1", number("level", at(0), 0), number("level", at(1), 1), number("level", at(2), 2));
        List<StoredReading> found = new ArrayList<>();

        assertThat(reader().readings(range(at(0), at(9)), Optional.of(2), found::add))
                .isTrue();

        assertThat(found).extracting(StoredReading::at).containsExactly(at(0), at(1));
    }

    @Test
    void readings_ofAnUnknownSeries_areNone() {
        assertThat(reader().readings(range(at(0), at(9)), Optional.empty(), found -> {}))
                .isFalse();
        assertThat(reader().buckets(range(at(0), at(9)), Duration.ofHours(1), found -> {}))
                .isFalse();
        assertThat(reader().downsampled(range(at(0), at(9)), 10, found -> {})).isFalse();
    }

    @Test
    void readings_beyondOneFetch_areStreamedWhole() {
        List<Reading> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            many.add(number("level", at(0).plusMillis(i), i));
        }
        district.send("d1", many.toArray(Reading[]::new));

        List<StoredReading> found = district.stored("d1", "level", at(0), at(9));

        assertThat(found).hasSize(5_000);
        assertThat(found.get(4_999).value()).isEqualTo(new Value.Numeric(4_999));
    }

    @Test
    void buckets_ofADay_beginAtLocalMidnight() {
        district.send(
                "d1",
                number("level", MIDNIGHT.minusSeconds(1), 10),
                number("level", MIDNIGHT, 1),
                number("level", MIDNIGHT.plus(Duration.ofHours(23)), 4),
                bad("level", MIDNIGHT.plusSeconds(5), 1_000),
                number("level", MIDNIGHT.plus(Duration.ofHours(24)), 7));

        List<Bucket> days = new ArrayList<>();
        Range range = range(MIDNIGHT.minus(Duration.ofDays(3)), MIDNIGHT.plus(Duration.ofDays(3)));
        reader().buckets(range, Duration.ofDays(1), days::add);

        assertThat(days)
                .containsExactly(
                        new Bucket(MIDNIGHT.minus(Duration.ofDays(1)), 10, 10, 10, 1),
                        new Bucket(MIDNIGHT, 2.5, 1, 4, 2),
                        new Bucket(MIDNIGHT.plus(Duration.ofDays(1)), 7, 7, 7, 1));
    }

    @Test
    void buckets_ofAnyLength_areAligned() {
        district.send("d1", number("level", at(0), 1), number("level", at(899), 3), number("level", at(900), 5));

        List<Bucket> quarters = new ArrayList<>();
        reader().buckets(range(at(0), at(10_000)), Duration.ofMinutes(15), quarters::add);

        assertThat(quarters).containsExactly(new Bucket(at(0), 2, 1, 3, 2), new Bucket(at(900), 5, 5, 5, 1));
    }

    @Test
    void downsampled_keepsThePeakAndLeavesOutTheBad() {
        List<Reading> many = new ArrayList<>();
        for (int i = 0; i < 3_600; i++) {
            many.add(
                    i == 1_234
                            ? bad("level", at(i), 99)
                            : number("level", at(i), i == 2_345 ? 50 : Math.sin(i / 500.0)));
        }
        district.send("d1", many.toArray(Reading[]::new));

        List<StoredReading> drawn = new ArrayList<>();
        assertThat(reader().downsampled(range(at(0), at(3_600)), 100, drawn::add))
                .isTrue();

        assertThat(drawn).hasSizeBetween(50, 100);
        assertThat(drawn).extracting(StoredReading::value).contains(new Value.Numeric(50));
        assertThat(drawn).extracting(StoredReading::value).doesNotContain(new Value.Numeric(99));
        assertThat(drawn).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(drawn.getFirst().at()).isEqualTo(at(0));
        assertThat(drawn.getLast().at()).isEqualTo(at(3_599));
    }

    @Test
    void series_showTheirLastValue() {
        district.device("d2");
        district.send("d1", Reading.good("level", "m", at(5), 5), Reading.good("level", "m", at(4), 4));
        district.send("d1", reading("note", at(1), new Value.Text("xin chào")));
        district.send("d2", number("level", at(1), 1));

        List<SeriesInfo> found = reader().series(filter("d1", ""));

        assertThat(found).extracting(info -> info.name().value()).containsExactly("level", "note");
        assertThat(found.getFirst().unit()).isEqualTo(Unit.of("m"));
        assertThat(found.getFirst().site()).isEqualTo("s1");
        SeriesInfo.LastReading last = found.getFirst().last().orElseThrow();
        assertThat(last.at()).isEqualTo(at(5));
        assertThat(last.value()).isEqualTo(new Value.Numeric(5));
        assertThat(found.getLast().last().orElseThrow().value()).isEqualTo(new Value.Text("xin chào"));
        assertThat(reader().series(filter("", "level"))).hasSize(2);
        assertThat(reader().series(new SeriesFilter(Optional.empty(), Optional.of("elsewhere"), Optional.empty())))
                .isEmpty();
    }

    private SeriesReader reader() {
        return district.ingest().series();
    }

    private static SeriesFilter filter(String device, String name) {
        return new SeriesFilter(
                Optional.of(device).filter(id -> !id.isEmpty()).map(DeviceId::of),
                Optional.empty(),
                Optional.of(name).filter(text -> !text.isEmpty()).map(SeriesName::of));
    }

    private static Range range(Instant from, Instant to) {
        return new Range(DeviceId.of("d1"), SeriesName.of("level"), from, to);
    }

    private static Instant at(int seconds) {
        return MIDNIGHT.plusSeconds(seconds);
    }

    private static Reading bad(String series, Instant at, double value) {
        return Reading.of(SeriesName.of(series), Unit.NONE, at, new Value.Numeric(value), Quality.BAD);
    }
}
