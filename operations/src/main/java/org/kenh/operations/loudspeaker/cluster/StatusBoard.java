package org.kenh.operations.loudspeaker.cluster;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kenh.operations.loudspeaker.judge.StateReading.State;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;

/** The newest readings of clusters, from memory. Safe for any thread; never blocks. */
public final class StatusBoard {
    private static final String STATE = "state";
    private static final String CERTIFICATE = "certificate.sha256";
    private static final Map<String, Integer> NUMBERS = Map.of(
            "volume", 0,
            "temperature.amplifier", 1,
            "line.impedance", 2,
            "rsrp", 3,
            "mains.voltage", 4,
            "underruns", 5,
            "muted", 6,
            "latched", 7,
            "tamper", 8);
    /** What the board shows. */
    static final Set<String> SERIES = Stream.concat(Stream.of(STATE, CERTIFICATE), NUMBERS.keySet().stream())
            .collect(Collectors.toUnmodifiableSet());

    /** Of SHA-1 up to SHA-512. */
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{40,128}");

    private static final Instant[] NEVER = new Instant[NUMBERS.size()];

    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    /** Whether the board shows the series. */
    public static boolean shows(SeriesName series) {
        return SERIES.contains(series.value());
    }

    /** Takes a reading in any order; true if it says something that people see at once: another state or volume. */
    public boolean take(String device, Reading reading) {
        if (!shows(reading.series())) {
            return false;
        }
        Row row = rows.computeIfAbsent(device, id -> new Row());
        synchronized (row) {
            return switch (reading.series().value()) {
                case STATE -> row.state(reading);
                case CERTIFICATE -> row.certificate(reading);
                default -> row.number(reading);
            };
        }
    }

    public ClusterStatus of(String device) {
        Row row = rows.get(device);
        if (row == null) {
            return ClusterStatus.UNKNOWN;
        }
        synchronized (row) {
            return row.status();
        }
    }

    /** Without colons and spaces, in small letters; empty if it is none. */
    public static Optional<String> fingerprint(String text) {
        String plain = text.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
        return FINGERPRINT.matcher(plain).matches() ? Optional.of(plain) : Optional.empty();
    }

    private static OptionalDouble number(Value value) {
        return switch (value) {
            case Value.Numeric(double number) -> OptionalDouble.of(number);
            case Value.Flag(boolean on) -> OptionalDouble.of(on ? 1 : 0);
            case Value.Text text -> OptionalDouble.empty();
            case Value.Data data -> OptionalDouble.empty();
        };
    }

    private static Optional<State> state(Value value) {
        return value instanceof Value.Text(String word)
                ? Arrays.stream(State.values())
                        .filter(state -> state.name().equals(word))
                        .findFirst()
                : Optional.empty();
    }

    /** Of one cluster; guarded by itself. */
    private static final class Row {
        private final double[] numbers = new double[NUMBERS.size()];
        private final Instant[] times = NEVER.clone();
        private Optional<State> state = Optional.empty();
        private Instant stateAt = Instant.MIN;
        private Optional<String> certificate = Optional.empty();
        private Instant certificateAt = Instant.MIN;
        private Instant newest = Instant.MIN;

        private boolean state(Reading reading) {
            Optional<State> told = StatusBoard.state(reading.value());
            if (told.isEmpty() || !reading.at().isAfter(stateAt)) {
                return false;
            }
            boolean other = !told.equals(state);
            state = told;
            stateAt = reading.at();
            seen(reading.at());
            return other;
        }

        private boolean certificate(Reading reading) {
            if (!(reading.value() instanceof Value.Text(String told))
                    || !reading.at().isAfter(certificateAt)) {
                return false;
            }
            Optional<String> before = certificate;
            certificate = fingerprint(told);
            certificateAt = reading.at();
            return !before.equals(certificate);
        }

        private boolean number(Reading reading) {
            int place = NUMBERS.getOrDefault(reading.series().value(), 0);
            OptionalDouble told = StatusBoard.number(reading.value());
            Instant before = times[place];
            if (told.isEmpty() || (before != null && !reading.at().isAfter(before))) {
                return false;
            }
            boolean shown = place == 0 || place >= 6;
            boolean other = before == null || numbers[place] != told.getAsDouble();
            numbers[place] = told.getAsDouble();
            times[place] = reading.at();
            seen(reading.at());
            return shown && other;
        }

        private void seen(Instant at) {
            newest = at.isAfter(newest) ? at : newest;
        }

        private ClusterStatus status() {
            return new ClusterStatus(
                    newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(newest),
                    state,
                    number(0),
                    number(1),
                    number(2),
                    number(3),
                    number(4),
                    number(5),
                    flag(6),
                    flag(7),
                    flag(8),
                    certificate);
        }

        private OptionalDouble number(int place) {
            return times[place] == null ? OptionalDouble.empty() : OptionalDouble.of(numbers[place]);
        }

        private Optional<Boolean> flag(int place) {
            return times[place] == null ? Optional.empty() : Optional.of(numbers[place] != 0);
        }
    }
}
