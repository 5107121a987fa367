package org.kenh.edge.sensor.simulated;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** What one simulated device measures, each with its own resolution and noise. Every function takes the time, in s. */
final class Instruments {
    private final Chance noise;
    private final List<Instrument> instruments = new ArrayList<>();

    Instruments(Chance noise) {
        this.noise = noise;
    }

    /** A number that is rounded to some decimals. */
    Instruments number(String name, String unit, int decimals, DoubleUnaryOperator value) {
        return noisy(name, unit, decimals, value, 0);
    }

    /** A number with evenly spread noise of an amplitude. */
    Instruments noisy(String name, String unit, int decimals, DoubleUnaryOperator value, double amplitude) {
        int place = instruments.size();
        double resolution = Math.pow(10, decimals);
        DoubleUnaryOperator measured = seconds -> {
            double random = 2 * noise.unit(Math.round(seconds) * 64 + place) - 1;
            return Math.rint((value.applyAsDouble(seconds) + amplitude * random) * resolution) / resolution;
        };
        return add(name, unit, measured, new Form.Numeric());
    }

    /** True or false. */
    Instruments flag(String name, DoublePredicate value) {
        return add(name, "", seconds -> value.test(seconds) ? 1 : 0, new Form.Flag());
    }

    /** One of some words, given by its index. */
    Instruments word(String name, List<String> words, DoubleUnaryOperator index) {
        return add(name, "", index, new Form.Word(words));
    }

    int count() {
        return instruments.size();
    }

    List<DeclaredSeries> series() {
        return instruments.stream()
                .map(instrument -> new DeclaredSeries(instrument.name, instrument.unit, Optional.empty()))
                .toList();
    }

    /** The values at the plant's present time, in the order of the series. */
    float[] measure(double seconds) {
        float[] values = new float[instruments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) instruments.get(i).value.applyAsDouble(seconds);
        }
        return values;
    }

    /**
     * Measured values as readings. Words are events: they are told only when they differ from {@code previous}, which is
     * empty at the beginning.
     */
    List<Reading> readings(Instant at, float[] values, float[] previous, Quality quality) {
        List<Reading> readings = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            Instrument instrument = instruments.get(i);
            boolean changed = i >= previous.length || previous[i] != values[i];
            if (changed || !(instrument.form instanceof Form.Word)) {
                Value value = instrument.form.value(values[i]);
                readings.add(Reading.of(instrument.name, instrument.unit, at, value, quality));
            }
        }
        return readings;
    }

    private Instruments add(String name, String unit, DoubleUnaryOperator value, Form form) {
        instruments.add(new Instrument(SeriesName.of(name), Unit.of(unit), value, form));
        return this;
    }

    private record Instrument(SeriesName name, Unit unit, DoubleUnaryOperator value, Form form) {}

    private sealed interface Form {
        Value value(float number);

        record Numeric() implements Form {
            @Override
            public Value value(float number) {
                // Through its shortest text, so that 2.13f becomes 2.13 and not 2.130000114440918.
                return new Value.Numeric(Double.parseDouble(Float.toString(number)));
            }
        }

        record Flag() implements Form {
            @Override
            public Value value(float number) {
                return new Value.Flag(number != 0);
            }
        }

        record Word(List<String> words) implements Form {
            @Override
            public Value value(float number) {
                return new Value.Text(words.get((int) number));
            }
        }
    }
}
