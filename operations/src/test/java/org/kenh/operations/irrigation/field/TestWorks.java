package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.field.Codec.Decoding;
import org.kenh.operations.irrigation.plan.WeeklyWindow;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/** Works as tests need them. */
public final class TestWorks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestWorks() {}

    public static Canal canal(String id, String... parent) {
        return new Canal(
                id,
                "Kênh " + id,
                "xa-a",
                List.of(parent).stream().findFirst(),
                2,
                1,
                0.9,
                Optional.of(new Limit(place("may-do", "level"), 3.2)),
                Optional.empty(),
                0);
    }

    public static Pump pump(String id, String canal) {
        return new Pump(
                id,
                "Bơm " + id,
                new Control(DeviceId.of(id + "-dk"), "pump"),
                canal,
                0.5,
                22,
                3,
                new Pump.Limits(
                        4,
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(10),
                        List.of(new WeeklyWindow(
                                java.util.Set.of(java.time.DayOfWeek.SUNDAY),
                                java.time.LocalTime.of(22, 0),
                                java.time.LocalTime.of(5, 0)))),
                Optional.of(new Limit(place("be-hut", "level.suction"), 0.8)),
                List.of(DeviceId.of("do-nuoc")),
                List.of(new Pump.CurvePoint(0.3, 4, 0.6), new Pump.CurvePoint(0.6, 2.5, 0.68)),
                0);
    }

    public static Field field(String id, String canal) {
        return new Field(
                id,
                "Ruộng " + id,
                "xa-a",
                30,
                Optional.of("{\"type\":\"Polygon\",\"coordinates\":"
                        + "[[[105.77,20.72],[105.775,20.72],[105.775,20.725],[105.77,20.725],[105.77,20.72]]]}"),
                new Field.Inlet(canal, Optional.of(new Control(DeviceId.of(id + "-1"), "valve")), 0.3, 0.7),
                new Soil(0.36, 0.2, 0.48, 0.06, 3),
                110,
                new Field.Sensors(
                        Optional.of(place(id + "-1", "water.depth")),
                        Optional.empty(),
                        Optional.of(DeviceId.of("khi-tuong")),
                        Optional.empty()),
                "HTX Đông Tiến",
                List.of("nong-dan"),
                List.of(),
                0);
    }

    public static Season season(String field, String startsOn) {
        return new Season(
                0,
                field,
                "rice",
                "Bắc thơm 7",
                Season.Method.TRANSPLANTING,
                LocalDate.parse(startsOn),
                List.of(20, 30, 40, 30),
                Optional.empty(),
                Optional.of(50),
                List.of(LocalDate.parse(startsOn).plusDays(10)),
                Optional.empty(),
                0);
    }

    public static <T> T read(Codec<T> codec, String json, int revision) {
        try {
            return switch (codec.decode(JSON.readTree(json), revision)) {
                case Decoding.Decoded<T>(T value) -> value;
                case Decoding.Refused<T> refused -> throw new AssertionError(refused.mistakes());
            };
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static SeriesPlace place(String device, String series) {
        return new SeriesPlace(DeviceId.of(device), SeriesName.of(series));
    }
}
