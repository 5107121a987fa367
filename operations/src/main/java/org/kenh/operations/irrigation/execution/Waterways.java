package org.kenh.operations.irrigation.execution;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.Control;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.plan.Target;

/** Pumps, canals and fields at one moment, and how water goes through them. */
final class Waterways {
    private final Map<String, Canal> canals;
    private final Map<String, Pump> pumps;
    private final Map<String, Field> fields;

    private Waterways(List<Canal> canals, List<Pump> pumps, List<Field> fields) {
        this.canals = canals.stream().collect(Collectors.toMap(Canal::id, Function.identity()));
        this.pumps = pumps.stream().collect(Collectors.toMap(Pump::id, Function.identity()));
        this.fields = fields.stream().collect(Collectors.toMap(Field::id, Function.identity()));
    }

    /** Blocks on the database. */
    static Waterways of(IrrigationRegistry registry) {
        return new Waterways(
                registry.canals().all(),
                registry.pumps().all(),
                registry.fields().all());
    }

    Collection<Canal> canals() {
        return canals.values();
    }

    Collection<Pump> pumps() {
        return pumps.values();
    }

    Collection<Field> fields() {
        return fields.values();
    }

    Optional<Canal> canal(String id) {
        return Optional.ofNullable(canals.get(id));
    }

    Optional<Pump> pump(String id) {
        return Optional.ofNullable(pumps.get(id));
    }

    Optional<Field> field(String id) {
        return Optional.ofNullable(fields.get(id));
    }

    /** In which a field lies, or the canal that a pump feeds; empty text for what is no longer there. */
    String areaOf(SubjectKind kind, String subject, String canal) {
        Optional<String> own = kind == SubjectKind.FIELD ? field(subject).map(Field::area) : Optional.empty();
        return own.or(() -> canal(canal).map(Canal::area)).orElse("");
    }

    /** The canal and all that it feeds. */
    Set<String> below(String canal) {
        Set<String> found = new HashSet<>(Set.of(canal));
        boolean grown = true;
        while (grown) {
            grown = found.addAll(canals.values().stream()
                    .filter(one -> one.parent().filter(found::contains).isPresent())
                    .map(Canal::id)
                    .toList());
        }
        return found;
    }

    /** The canal and those that feed it. */
    Set<String> above(String canal) {
        Set<String> found = new HashSet<>();
        Optional<String> next = Optional.of(canal);
        while (next.isPresent() && found.add(next.get())) {
            next = canal(next.get()).flatMap(Canal::parent);
        }
        return found;
    }

    /** Everything on these canals: pumps that feed them and fields that take from them. */
    Subjects on(Set<String> some) {
        return new Subjects(
                pumps.values().stream()
                        .filter(pump -> some.contains(pump.canal()))
                        .map(Pump::id)
                        .collect(Collectors.toSet()),
                fields.values().stream()
                        .filter(field -> some.contains(field.canal()))
                        .map(Field::id)
                        .collect(Collectors.toSet()));
    }

    /** These pumps, and the fields that no other pump brings water to. */
    Subjects without(Set<String> resting) {
        Set<String> dry =
                canals.keySet().stream().filter(canal -> isDry(canal, resting)).collect(Collectors.toSet());
        return new Subjects(resting, on(dry).fields());
    }

    private boolean isDry(String canal, Set<String> resting) {
        Set<String> pumping = on(above(canal)).pumps();
        return !pumping.isEmpty() && resting.containsAll(pumping);
    }

    static Target target(Control control) {
        return new Target(control.device().value(), control.target());
    }

    /** Ids of pumps and fields. */
    record Subjects(Set<String> pumps, Set<String> fields) {
        Subjects {
            pumps = Set.copyOf(pumps);
            fields = Set.copyOf(fields);
        }

        boolean has(SubjectKind kind, String subject) {
            return switch (kind) {
                case PUMP -> pumps.contains(subject);
                case FIELD -> fields.contains(subject);
                case CANAL -> false;
            };
        }
    }
}
