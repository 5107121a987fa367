package org.kenh.operations.irrigation.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.operations.irrigation.agronomy.Confidence;
import org.kenh.operations.irrigation.agronomy.Crop;
import org.kenh.operations.irrigation.agronomy.Stage;

/** States of fields as tests need them. */
public final class States {
    private States() {}

    /** Rice in its middle stage after that rain. */
    public static FieldState paddy(String field, double rain, Optional<FieldState.Needed> needed) {
        return new FieldState(
                field,
                "Ruộng",
                "xa-a",
                Instant.parse("2026-06-15T00:00:00Z"),
                new FieldState.Growth(
                        1,
                        "rice",
                        new Crop.Name("Lúa", "Rice"),
                        Crop.Kind.PADDY,
                        LocalDate.parse("2026-05-01"),
                        45,
                        Stage.MID,
                        Optional.empty(),
                        1.2),
                new FieldState.Water(
                        10, 10, Optional.empty(), Optional.empty(), Confidence.Level.MEASURED, Optional.empty()),
                new FieldState.Weather(rain, 0, 0, 4, 5),
                FieldState.Urgency.NO,
                needed,
                new FieldState.Sentence("", ""),
                List.of());
    }

    /** 50 mm between these, and the crop suffers from then on. */
    public static FieldState.Needed needed(Instant earliest, Instant stressFrom) {
        return new FieldState.Needed(
                earliest, earliest, stressFrom, Optional.of(stressFrom), Optional.empty(), 50, 70, 2_000, 0);
    }

    /** Of these fields alone. */
    public static Demands demands(Map<String, FieldState> states) {
        return new Demands() {
            @Override
            public List<FieldState> states() {
                return List.copyOf(states.values());
            }

            @Override
            public Optional<FieldState> state(String field) {
                return Optional.ofNullable(states.get(field));
            }

            @Override
            public List<DayForecast> ahead(String field) {
                return List.of();
            }
        };
    }
}
