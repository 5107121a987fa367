package org.kenh.operations.api;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.field.Work;

/**
 * What a person sees of the irrigation system at one moment: the fields and canals of the area, the canals that bring
 * those fields their water, and the pumps on all of these. Who is here for a cooperative alone does not see fields that
 * name other people as theirs.
 */
final class IrrigationSight {
    private final Call call;
    private final AreaScope scope;
    private final Map<String, Canal> canals;
    private final List<Field> fields;
    private final Set<String> canalsInSight = new HashSet<>();

    IrrigationSight(Call call, IrrigationRegistry registry) {
        this(call, call.scope(), registry);
    }

    /** The same, narrowed to a part of the person's area. */
    IrrigationSight(Call call, AreaScope scope, IrrigationRegistry registry) {
        this.call = call;
        this.scope = scope;
        this.canals = registry.canals().all().stream().collect(Collectors.toMap(Canal::id, Function.identity()));
        this.fields = registry.fields().all().stream().filter(this::isMine).toList();
        canals.values().stream()
                .filter(canal -> scope.contains(canal.area()))
                .forEach(canal -> canalsInSight.add(canal.id()));
        fields.forEach(field -> addUpwards(field.canal()));
    }

    /** Whether the person sees the whole district, also what is no longer in the registry. */
    static boolean isDistrict(Call call) {
        return call.scope().isEverything() && !call.principal().account().isOnlyCooperative();
    }

    /** Whether the person sees the whole district. */
    boolean isWhole() {
        return scope.isEverything() && !call.principal().account().isOnlyCooperative();
    }

    /** Whether the person sees a canal of that id; one that is no longer there is seen by its area. */
    boolean seesCanal(String id, String area) {
        return scope.contains(area) || canal(id).filter(this::sees).isPresent();
    }

    /** By id. */
    List<Field> fields() {
        return fields;
    }

    boolean sees(Work work) {
        return switch (work) {
            case Field field -> isMine(field);
            case Canal canal -> canalsInSight.contains(canal.id());
            case Pump pump -> canalsInSight.contains(pump.canal());
        };
    }

    /** Whether it lies in the person's own area, and not only on the way of the water there. */
    boolean owns(Work work) {
        return switch (work) {
            case Field field -> scope.contains(field.area());
            case Canal canal -> scope.contains(canal.area());
            case Pump pump ->
                canal(pump.canal())
                        .filter(canal -> scope.contains(canal.area()))
                        .isPresent();
        };
    }

    Optional<Canal> canal(String id) {
        return Optional.ofNullable(canals.get(id));
    }

    private boolean isMine(Field field) {
        return scope.contains(field.area())
                && (!call.principal().account().isOnlyCooperative()
                        || field.users().isEmpty()
                        || field.users().contains(call.username()));
    }

    /** A canal in the person's area may be fed by one outside. */
    private void addUpwards(String id) {
        Set<String> passed = new HashSet<>();
        Optional<Canal> canal = canal(id);
        while (canal.isPresent() && passed.add(canal.get().id())) {
            canalsInSight.add(canal.get().id());
            canal = canal.get().parent().flatMap(this::canal);
        }
    }
}
