package org.kenh.ingest.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.kenh.ingest.Messages.number;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.District;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.Bucket;
import org.kenh.ingest.series.SeriesReader.Range;
import org.kenh.ingest.series.SeriesReader.StoredReading;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

@ParameterizedClass
@MethodSource("org.kenh.ingest.timescale.Databases#kinds")
class HourTablesTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private final LocalDate today = LocalDate.now(Micros.ZONE);
    /** Twelve days, of which the last two are not over. */
    private final Instant start = today.minusDays(10).atStartOfDay(Micros.ZONE).toInstant();

    private final Range range = new Range(
            DeviceId.of("d1"),
            SeriesName.of("level"),
            start.plusSeconds(1_000),
            start.plus(Duration.ofDays(11)).minusSeconds(1_000));

    private final District district;
    private final HikariDataSource pool = new HikariDataSource();
    private final HourTables hours = new HourTables(pool, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11)));

    HourTablesTest(Databases kind) {
        DatabaseSettings database = kind.fresh();
        district = District.on(database);
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.addDataSourceProperty("options", "-c TimeZone=UTC");
        district.device("d1");
        SplittableRandom random = new SplittableRandom(42);
        for (int day = 0; day < 10; day++) {
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < 288; i++) {
                Instant at = start.plus(Duration.ofDays(day)).plusSeconds(i * 300L);
                readings.add(number("other", at, i));
                readings.add(number("level", at, random.nextInt(1_000) / 8.0));
            }
            district.send("d1", readings.toArray(Reading[]::new));
        }
    }

    @AfterEach
    void stop() {
        pool.close();
        district.close();
    }

    @Test
    void finishedDays_giveTheSameBucketsAsTheirReadings() throws SQLException {
        List<Bucket> hourly = buckets(Duration.ofHours(1));
        List<Bucket> daily = buckets(Duration.ofDays(1));
        List<String> views = views();

        assertThat(hours.roll(LONG)).isEqualTo(10);

        assertThat(district.rows("select count(*), bool_and(rolled) from telemetry.device_day"))
                .containsExactly("10,t");
        assertSame(buckets(Duration.ofHours(1)), hourly);
        assertSame(buckets(Duration.ofDays(1)), daily);
        assertThat(views()).isEqualTo(views);
    }

    @Test
    void downsampled_keepsTheExtremesOfTheWhole_fromHours() throws SQLException {
        List<StoredReading> before = downsampled();
        hours.roll(LONG);
        List<StoredReading> after = downsampled();

        assertThat(after).hasSizeLessThanOrEqualTo(100).hasSizeGreaterThan(90);
        assertThat(lowest(after)).isEqualTo(lowest(before));
        assertThat(highest(after)).isEqualTo(highest(before));
        assertThat(district.stored("d1", "level", start, Instant.now())).containsAll(after);
        assertThat(after).extracting(StoredReading::at).isSorted();
    }

    @Test
    void lateReading_countsAtOnce_andIsRolledUpAgain() throws SQLException {
        hours.roll(LONG);
        Instant late = start.plus(Duration.ofDays(3)).plusSeconds(77);
        district.send("d1", number("level", late, 5_000), bad("level", late.plusSeconds(1), 9_000));

        assertThat(downsampled()).extracting(StoredReading::at).contains(late);
        List<Bucket> counted = buckets(Duration.ofDays(1));
        assertThat(counted).extracting(Bucket::maximum).contains(5_000.0).doesNotContain(9_000.0);

        assertThat(hours.roll(LONG)).isEqualTo(1);

        assertSame(buckets(Duration.ofDays(1)), counted);
        assertThat(downsampled()).extracting(StoredReading::at).contains(late);
    }

    @Test
    void today_isNotRolledUp() throws SQLException {
        hours.roll(LONG);
        district.send("d1", number("level", Instant.now(), 1));

        assertThat(hours.roll(LONG)).isZero();
    }

    @Test
    void oldSamples_goByWholePartitions_theirHoursStay() throws SQLException {
        hours.roll(LONG);
        List<Bucket> before = buckets(Duration.ofDays(1));

        district.rows("select telemetry.drop_samples_before('" + start.plus(Duration.ofDays(5)) + "')");

        assertThat(district.rows("select min(at) from telemetry.sample")).noneMatch(row -> row.startsWith("null"));
        assertThat(district.stored("d1", "level", start, start.plus(Duration.ofDays(4))))
                .isEmpty();
        assertThat(district.stored("d1", "level", start.plus(Duration.ofDays(6)), start.plus(Duration.ofDays(7))))
                .hasSize(288);
        assertThat(buckets(Duration.ofDays(1)).subList(1, 9)).isEqualTo(before.subList(1, 9));
    }

    private List<String> views() {
        return district.rows("select 'hour', series, at, round(average::numeric, 6), minimum, maximum, count"
                + " from telemetry.reading_hour union all"
                + " select 'day', series, day::timestamptz, round(average::numeric, 6), minimum, maximum, count"
                + " from telemetry.reading_day order by 1, 2, 3");
    }

    private List<Bucket> buckets(Duration length) {
        List<Bucket> buckets = new ArrayList<>();
        assertThat(reader().buckets(range, length, buckets::add)).isTrue();
        return buckets;
    }

    private List<StoredReading> downsampled() {
        List<StoredReading> points = new ArrayList<>();
        assertThat(reader().downsampled(range, 100, points::add)).isTrue();
        return points;
    }

    private SeriesReader reader() {
        return district.ingest().series();
    }

    private static void assertSame(List<Bucket> actual, List<Bucket> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            Bucket one = actual.get(i);
            Bucket other = expected.get(i);
            assertThat(one.average()).isCloseTo(other.average(), within(1e-9));
            assertThat(new Bucket(one.start(), 0, one.minimum(), one.maximum(), one.count()))
                    .isEqualTo(new Bucket(other.start(), 0, other.minimum(), other.maximum(), other.count()));
        }
    }

    private static double lowest(List<StoredReading> readings) {
        return readings.stream().mapToDouble(HourTablesTest::value).min().orElseThrow();
    }

    private static double highest(List<StoredReading> readings) {
        return readings.stream().mapToDouble(HourTablesTest::value).max().orElseThrow();
    }

    private static double value(StoredReading reading) {
        return ((Value.Numeric) reading.value()).value();
    }

    private static Reading bad(String series, Instant at, double value) {
        return Reading.of(SeriesName.of(series), Unit.NONE, at, new Value.Numeric(value), Quality.BAD);
    }
}
