package org.kenh.operations.api;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.plan.Period;

/** Which turns, or accounts of turns, a person asks for: those of some time, and maybe of one field or one pump. */
record TurnQuery(Period period, Optional<String> field, Optional<String> pump) {
    private static final Duration LONGEST = Duration.ofDays(62);
    private static final Duration USUAL = Duration.ofDays(7);

    /** From now on, unless the query says else. */
    static TurnQuery ahead(Query query, Instant now) {
        Instant from = query.instant("from").orElse(now);
        return read(query, from, query.instant("to").orElseGet(() -> from.plus(USUAL)));
    }

    /** Until now, unless the query says else. */
    static TurnQuery back(Query query, Instant now) {
        Instant to = query.instant("to").orElse(now);
        return read(query, query.instant("from").orElseGet(() -> to.minus(USUAL)), to);
    }

    private static TurnQuery read(Query query, Instant from, Instant to) {
        Optional<String> field = query.parsed("field", Inputs::isId, id -> id);
        Optional<String> pump = query.parsed("pump", Inputs::isId, id -> id);
        if (!from.isBefore(to)) {
            query.error("from", "field.before", "to");
        } else if (from.plus(LONGEST).isBefore(to)) {
            query.error("from", "field.days", LONGEST.toDays());
        }
        query.finish();
        return new TurnQuery(new Period(from, to), field, pump);
    }

    /** Whose turns the answer may hold, so that a limit counts only those; empty: all. */
    Optional<Set<String>> subjects(Call call, IrrigationRegistry registry) {
        boolean district = IrrigationSight.isDistrict(call);
        if (district && isOfAll()) {
            return Optional.empty();
        }
        Set<String> wanted = new HashSet<>();
        field.ifPresent(wanted::add);
        pump.ifPresent(wanted::add);
        if (district) {
            return Optional.of(wanted);
        }
        Set<String> own = own(call, registry);
        if (!isOfAll()) {
            own.retainAll(wanted);
        }
        return Optional.of(own);
    }

    boolean isOf(SubjectKind kind, String subject) {
        Optional<String> wanted = kind == SubjectKind.FIELD ? field : pump;
        return isOfAll() || wanted.filter(subject::equals).isPresent();
    }

    private boolean isOfAll() {
        return field.isEmpty() && pump.isEmpty();
    }

    /** Fields and pumps that the person sees. */
    static Set<String> own(Call call, IrrigationRegistry registry) {
        IrrigationSight sight = new IrrigationSight(call, registry);
        Set<String> own = new HashSet<>();
        sight.fields().stream().map(Field::id).forEach(own::add);
        registry.pumps().all().stream().filter(sight::sees).map(Pump::id).forEach(own::add);
        return own;
    }
}
