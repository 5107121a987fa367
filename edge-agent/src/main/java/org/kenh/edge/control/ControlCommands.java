package org.kenh.edge.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.kenh.telemetry.Command;

/**
 * The commands of the control: {@code pump.start {pump, for|until|minutes}}, {@code pump.stop {pump, now}}, {@code
 * pump.reset {pump, by}}, {@code valve.open {valve, for|until}}, {@code valve.close {valve}}, {@code gate.set {gate,
 * position|opening, for|until}}, {@code output.set {output, value, for|until}}, {@code output.reset {output, by}} and
 * {@code schedule.put {document, signature, key}}. The name of the pump, valve, gate or output may be left out where there
 * is one only. Positions and values are 0 to 1, an opening is in percent, {@code for} is a duration in ISO 8601.
 */
final class ControlCommands implements CommandHandler {
    static final List<String> NAMES = List.of(
            "pump.start",
            "pump.stop",
            "pump.reset",
            "valve.open",
            "valve.close",
            "gate.set",
            "output.set",
            "output.reset",
            "schedule.put");
    private static final int LONGEST_NAME = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Control control;
    private final ControlConfig config;

    ControlCommands(Control control, ControlConfig config) {
        this.control = control;
        this.config = config;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    /** A stop that comes late still leads to the safe state; not to obey it would not. */
    @Override
    public boolean isHarmlessLate(String name) {
        return name.equals("pump.stop");
    }

    @Override
    public Outcome obey(Command command) {
        if (!config.allowed().isEmpty() && !config.allowed().contains(command.name())) {
            return refused(Reasons.UNAUTHORISED.with(command.name()));
        }
        try {
            JsonNode arguments = JSON.readTree(command.args());
            if (command.name().equals("schedule.put")) {
                return control.putSchedule(command.args().getBytes(StandardCharsets.UTF_8));
            }
            CompletableFuture<Outcome> end = new CompletableFuture<>();
            return control.order(command.id(), end, (engine, cycle) -> order(engine, cycle, command, arguments));
        } catch (JsonProcessingException | DateTimeException | BadArgument e) {
            return refused(Reasons.BAD_ARGUMENT.with(String.valueOf(e.getMessage())));
        }
    }

    private Optional<Reason> order(Engine engine, Cycle cycle, Command command, JsonNode arguments) {
        return switch (command.name()) {
            case "pump.start", "pump.stop", "pump.reset" -> {
                String name = target(arguments, "pump", engine.pumps());
                yield engine.pump(name)
                        .map(pump -> order(pump, cycle, command, arguments))
                        .orElseGet(() -> Optional.of(Reasons.UNKNOWN_TARGET.with(name)));
            }
            default -> {
                String name = target(arguments, targetKey(command.name()), engine.outputs());
                yield engine.output(name)
                        .filter(output -> fits(command.name(), output.config().kind()))
                        .map(output -> order(output, cycle, command, arguments))
                        .orElseGet(() -> Optional.of(Reasons.UNKNOWN_TARGET.with(name)));
            }
        };
    }

    private Optional<Reason> order(PumpControl pump, Cycle cycle, Command command, JsonNode arguments) {
        return switch (command.name()) {
            case "pump.start" ->
                pump.start(
                        cycle,
                        command.id(),
                        leaseEnd(cycle, arguments),
                        cycle.moment().nanosAt(command.expiresAt()));
            case "pump.stop" -> {
                pump.stop(cycle, command.id(), arguments.path("now").asBoolean(false));
                yield Optional.empty();
            }
            default -> reset(cycle, command, arguments, pump::reset);
        };
    }

    private Optional<Reason> order(OutputControl output, Cycle cycle, Command command, JsonNode arguments) {
        return switch (command.name()) {
            case "valve.open" -> output.set(cycle, command.id(), 1, leaseEnd(cycle, arguments));
            case "valve.close" -> output.set(cycle, command.id(), 0, leaseEnd(cycle, arguments));
            case "gate.set" -> output.set(cycle, command.id(), position(arguments), leaseEnd(cycle, arguments));
            case "output.set" ->
                output.set(cycle, command.id(), share(arguments, "value", 1), leaseEnd(cycle, arguments));
            default -> reset(cycle, command, arguments, output::reset);
        };
    }

    private static Optional<Reason> reset(
            Cycle cycle, Command command, JsonNode arguments, BiFunction<Cycle, String, Optional<Reason>> locked) {
        Optional<String> person = person(arguments);
        if (person.isEmpty()) {
            return Optional.of(Reasons.NO_PERSON);
        }
        Optional<Reason> refused = locked.apply(cycle, person.get());
        if (refused.isEmpty()) {
            cycle.report().ended(command.id(), new Outcome.Done("reset"));
        }
        return refused;
    }

    private long leaseEnd(Cycle cycle, JsonNode arguments) {
        if (arguments.has("until")) {
            Instant until = Instant.parse(arguments.path("until").asText());
            Instant now = cycle.moment().wall().orElseThrow(() -> new BadArgument("until"));
            // Bounded here, so that a far time is refused as too long and does not overflow.
            return Duration.between(now, until).compareTo(Duration.ofDays(365)) > 0
                    ? cycle.now() + Duration.ofDays(365).toNanos()
                    : cycle.moment().nanosAt(until);
        }
        return cycle.now() + length(arguments).toNanos();
    }

    private Duration length(JsonNode arguments) {
        if (arguments.has("for")) {
            return bounded(Duration.parse(arguments.path("for").asText()), "for");
        }
        if (arguments.has("minutes")) {
            return bounded(Duration.ofSeconds((long) (number(arguments, "minutes") * 60)), "minutes");
        }
        return config.rules().lease();
    }

    private static Duration bounded(Duration length, String key) {
        if (length.isNegative() || length.isZero() || length.compareTo(Duration.ofDays(365)) > 0) {
            throw new BadArgument(key);
        }
        return length;
    }

    private static double position(JsonNode arguments) {
        return arguments.has("opening") ? share(arguments, "opening", 100) / 100 : share(arguments, "position", 1);
    }

    private static double share(JsonNode arguments, String key, double most) {
        double number = number(arguments, key);
        if (!(number >= 0 && number <= most)) {
            throw new BadArgument(key);
        }
        return number;
    }

    private static double number(JsonNode arguments, String key) {
        if (!arguments.path(key).isNumber()) {
            throw new BadArgument(key);
        }
        return arguments.path(key).asDouble();
    }

    private static Optional<String> person(JsonNode arguments) {
        String by = arguments.path("by").asText("").trim();
        return by.isEmpty() || by.length() > LONGEST_NAME ? Optional.empty() : Optional.of(by);
    }

    private static String target(JsonNode arguments, String key, Map<String, ?> known) {
        if (!arguments.has(key) && known.size() == 1) {
            return known.keySet().iterator().next();
        }
        if (!arguments.has(key)) {
            throw new BadArgument(key);
        }
        String name = arguments.path(key).asText();
        // People say "1" for pump-1.
        return known.containsKey(name) || !known.containsKey(key + "-" + name) ? name : key + "-" + name;
    }

    private static String targetKey(String command) {
        return command.substring(0, command.indexOf('.'));
    }

    private static boolean fits(String command, OutputConfig.Kind kind) {
        return switch (targetKey(command)) {
            case "valve" -> kind == OutputConfig.Kind.VALVE;
            case "gate" -> kind == OutputConfig.Kind.GATE;
            default -> true;
        };
    }

    private static Outcome refused(Reason reason) {
        return new Outcome.Refused(reason.text());
    }

    /** An argument is missing or wrong; the message is its key. */
    private static final class BadArgument extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadArgument(String key) {
            super(key, null, false, false);
        }
    }
}
