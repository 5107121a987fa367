package org.kenh.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.sensor.MeasurementSink;
import org.kenh.edge.sensor.References;
import org.kenh.edge.sensor.catalogue.Catalogue;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

class MainsWatchTest {
    private static final SeriesName MAINS = SeriesName.of("ups/mains");

    private final List<String> kept = new ArrayList<>();
    private final MeasurementSink sink =
            (measurements, urgent) -> measurements.forEach(measurement -> kept.add((urgent ? "urgent " : "")
                    + measurement.series() + "=" + text(measurement.value()) + "@" + measurement.monotonicNanos()));
    private final MainsWatch watch = new MainsWatch(MAINS, sink);

    @Test
    void mainsGoAndComeBack_isToldAtOnceAndBeforeTheRest() {
        watch.accept(List.of(mains(1, new Value.Flag(true))), false);
        watch.accept(List.of(mains(2, new Value.Flag(true))), false);
        watch.accept(List.of(mains(3, new Value.Flag(false))), false);
        watch.accept(List.of(mains(4, new Value.Flag(true))), false);

        assertThat(kept)
                .containsExactly(
                        "urgent agent/power=mains-back@1",
                        "ups/mains=true@1",
                        "ups/mains=true@2",
                        "urgent agent/power=mains-lost@3",
                        "ups/mains=false@3",
                        "urgent agent/power=mains-back@4",
                        "ups/mains=true@4");
    }

    @Test
    void number_zeroIsLost() {
        watch.accept(List.of(mains(1, new Value.Numeric(229.5)), mains(2, new Value.Numeric(0))), true);

        assertThat(kept)
                .containsExactly(
                        "urgent agent/power=mains-back@1",
                        "urgent agent/power=mains-lost@2",
                        "urgent ups/mains=229.5@1",
                        "urgent ups/mains=0.0@2");
    }

    @Test
    void badQualityAndOtherSeries_sayNothing() {
        watch.accept(
                List.of(
                        new Measurement(1, MAINS, Unit.NONE, new Value.Flag(false), Quality.BAD),
                        new Measurement(1, SeriesName.of("x"), Unit.NONE, new Value.Flag(false), Quality.GOOD)),
                false);

        assertThat(kept).containsExactly("ups/mains=false@1", "x=false@1");
    }

    @Test
    void configured_namesASeriesOfTheDrivers() {
        ConfigNode site = ConfigNode.parse("""
                power: {mains: ups/mains}
                drivers: [{name: ups, type: exec, command: [/bin/true]}]
                """, "site.yaml");

        assertThat(MainsWatch.configured(site, References.to(Catalogue.read(site))))
                .contains(MAINS);
        site.finish();
        assertThat(MainsWatch.configured(ConfigNode.parse("device: a", "site.yaml"), References.to(List.of())))
                .isEmpty();
    }

    @Test
    void configured_aSeriesThatNobodyReads_isAProblem() {
        ConfigNode site = ConfigNode.parse("power: {mains: ups/mains}", "site.yaml");

        Optional<SeriesName> unused = MainsWatch.configured(site, References.to(List.of()));

        assertThatThrownBy(site::finish)
                .hasMessageContaining("site.yaml, line 1: power.mains: no driver has the series \"ups/mains\"");
    }

    private static Measurement mains(long nanos, Value value) {
        return new Measurement(nanos, MAINS, Unit.NONE, value, Quality.GOOD);
    }

    private static String text(Value value) {
        if (value instanceof Value.Flag flag) {
            return String.valueOf(flag.value());
        }
        if (value instanceof Value.Numeric number) {
            return String.valueOf(number.value());
        }
        return value instanceof Value.Text text ? text.value() : "?";
    }
}
