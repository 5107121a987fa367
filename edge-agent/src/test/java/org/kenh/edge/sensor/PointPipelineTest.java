package org.kenh.edge.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.PointPipeline.Batch;
import org.kenh.telemetry.Quality;

class PointPipelineTest {
    private static final long SECOND = 1_000_000_000L;
    private static final DriverSettings DRIVER =
            new DriverSettings("d", "fake", Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final Recorder recorder = new Recorder();
    private final Board board = new Board(() -> 100 * SECOND);

    @ParameterizedTest
    @CsvSource({
        "bar, 2, Pa, 200000",
        "mm, 1500, m, 1.5",
        "°F, 212, Cel, 100",
        "°C, 25, Cel, 25",
        "kWh, 12, kWh, 12",
        "m3/h, 1000, m3/s, 0.2777777778",
        "mm/s, 5.1, m/s, 0.0051",
        "'%', 8.33, /, 0.0833",
        "%RH, 50, %RH, 50",
        "pH, 7.1, pH, 7.1"
    })
    void accept_instrumentUnit_isSentInSenmlUnit(String unit, double raw, String sent, double value) {
        accept(pipeline("unit: '" + unit + "'"), 0, raw);

        Recorder.Sent one = recorder.all().get(0);
        assertThat(one.unit()).isEqualTo(sent);
        assertThat(one.value()).isCloseTo(value, within(1e-9));
    }

    @Test
    void accept_scaleOffsetAndUnit_areAppliedInThisOrder() {
        accept(pipeline("unit: cm, scale: 0.1, offset: -50"), 0, 1000);

        assertThat(recorder.all().get(0).value()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void accept_outsideTheRange_isBadWithItsValue() {
        PointPipeline pipeline = pipeline("unit: m, min: -1, max: 6");
        accept(pipeline, 0, 6);
        accept(pipeline, SECOND, 6.01);
        accept(pipeline, 2 * SECOND, Double.NaN);

        assertThat(recorder.all().stream().map(Recorder.Sent::quality))
                .containsExactly(Quality.GOOD, Quality.BAD, Quality.BAD);
        assertThat(recorder.all().get(1).value()).isEqualTo(6.01);
        assertThat(recorder.all().get(2).value()).isEqualTo(6.01);
    }

    @Test
    void accept_withinTheDeadband_isSentOnlyAfterTheLongestSilence() {
        PointPipeline pipeline = pipeline("deadband: 0.5, silence: PT10S");
        for (int second = 0; second <= 25; second++) {
            accept(pipeline, second * SECOND, second % 2 == 0 ? 1 : 1.4);
        }

        assertThat(recorder.all().stream().map(sent -> sent.measurement().monotonicNanos() / SECOND))
                .containsExactly(0L, 10L, 20L);
        assertThat(board.all()).hasSize(1);
        assertThat(board.all().values().iterator().next().ageNanos()).isEqualTo(75 * SECOND);
    }

    @Test
    void fail_withADeadband_isSentOnceAtOnceAndThenAfterTheSilence() {
        PointPipeline pipeline = pipeline("deadband: 0.5, silence: PT10S");
        accept(pipeline, 0, 3);
        for (int second = 1; second <= 12; second++) {
            Batch batch = new Batch();
            pipeline.fail(second * SECOND, batch);
            batch.flush(recorder);
        }
        accept(pipeline, 13 * SECOND, 3);

        assertThat(recorder.all().stream().map(Recorder.Sent::quality))
                .containsExactly(Quality.GOOD, Quality.BAD, Quality.BAD, Quality.GOOD);
        assertThat(recorder.all()).allMatch(sent -> sent.value() == 3);
    }

    @Test
    void accept_contact_speaksAtOnceWhenItChangesOnly() {
        PointPipeline pipeline = pipeline("flag: true");
        for (int i = 0; i < 4; i++) {
            accept(pipeline, i * SECOND, 0);
        }
        accept(pipeline, 4 * SECOND, 1);
        accept(pipeline, 5 * SECOND, 1);

        assertThat(recorder.all().stream().map(Recorder.Sent::value)).containsExactly(0.0, 1.0);
        assertThat(recorder.all().stream().map(Recorder.Sent::urgent)).containsExactly(false, true);
    }

    @Test
    void accept_statistics_sendsLastLeastMostAndMeanOfEachWindow() {
        PointPipeline pipeline = pipeline("unit: kPa, statistics: PT3S");
        double[] raw = {1, 5, 3, 2, 2, 8};
        for (int i = 0; i < raw.length; i++) {
            accept(pipeline, i * SECOND, raw[i]);
        }

        assertThat(recorder.all().stream().map(sent -> sent.series() + "=" + sent.value()))
                .containsExactly(
                        "d/p=3000.0",
                        "d/p/min=1000.0",
                        "d/p/max=5000.0",
                        "d/p/mean=3000.0",
                        "d/p=8000.0",
                        "d/p/min=2000.0",
                        "d/p/max=8000.0",
                        "d/p/mean=4000.0");
        assertThat(recorder.all().get(3).unit()).isEqualTo("Pa");
    }

    @Test
    void fail_inAStatisticsWindow_makesItUncertain_andAnEmptyOneIsBadAlone() {
        PointPipeline pipeline = pipeline("statistics: PT2S");
        accept(pipeline, 0, 4);
        for (int i = 1; i < 4; i++) {
            Batch batch = new Batch();
            pipeline.fail(i * SECOND, batch);
            batch.flush(recorder);
        }

        assertThat(recorder.all().stream()
                        .map(sent -> sent.series() + " " + sent.quality().word()))
                .containsExactly("d/p bad", "d/p/min uncertain", "d/p/max uncertain", "d/p/mean uncertain", "d/p bad");
    }

    @Property
    void accept_deadband_whoeverListensIsNeverFurtherOffThanIt(
            @ForAll @Size(min = 1, max = 100) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
            @ForAll @DoubleRange(min = 0, max = 1e3) double deadband) {
        Recorder listener = new Recorder();
        PointPipeline pipeline =
                pipeline("deadband: " + String.format(java.util.Locale.ROOT, "%.6f", deadband) + ", silence: PT5S");
        double band = pipeline.point().shape().deadband().orElseThrow();
        for (int i = 0; i < values.size(); i++) {
            Batch batch = new Batch();
            pipeline.accept(i * SECOND, values.get(i), Quality.GOOD, batch);
            batch.flush(listener);
            Recorder.Sent last = listener.all().get(listener.all().size() - 1);
            assertThat(Math.abs(last.value() - values.get(i))).isLessThanOrEqualTo(band);
            assertThat(i * SECOND - last.measurement().monotonicNanos()).isLessThan(5 * SECOND);
        }
    }

    private PointPipeline pipeline(String keys) {
        ConfigNode node = ConfigNode.parse("{name: p, " + keys + "}", "site.yaml");
        Point point = Point.of(node, DRIVER);
        node.finish();
        return new PointPipeline(point, board);
    }

    private void accept(PointPipeline pipeline, long nanos, double raw) {
        Batch batch = new Batch();
        pipeline.accept(nanos, raw, Quality.GOOD, batch);
        batch.flush(recorder);
    }
}
