package org.kenh.operations.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.irrigation.field.Codec;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Register;
import org.kenh.operations.irrigation.field.Work;
import org.kenh.telemetry.Excerpt;

/** Pumps, canals or fields: one kind of them. */
final class IrrigationWorkResource<T extends Work> {
    /** Room for an outline of as many points as are allowed. */
    private static final int LARGEST = 256 * 1024;

    private static final int LONGEST_DETAIL = 2_000;

    private final Kind<T> kind;
    private final IrrigationRegistry registry;
    private final Registry places;
    private final AuditTrail audit;

    private IrrigationWorkResource(Kind<T> kind, Backend backend, AuditTrail audit) {
        this.kind = kind;
        this.registry = backend.irrigation().registry();
        this.places = backend.telemetry().registry();
        this.audit = audit;
    }

    /** The endpoints of all three kinds. */
    static List<Endpoint> endpoints(Backend backend, AuditTrail audit) {
        IrrigationRegistry registry = backend.irrigation().registry();
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new IrrigationWorkResource<>(new Kind<>("pump", Codecs.PUMP, registry.pumps()), backend, audit)
                .endpoints());
        all.addAll(new IrrigationWorkResource<>(new Kind<>("canal", Codecs.CANAL, registry.canals()), backend, audit)
                .endpoints());
        all.addAll(new IrrigationWorkResource<>(new Kind<>("field", Codecs.FIELD, registry.fields()), backend, audit)
                .endpoints());
        return all;
    }

    private List<Endpoint> endpoints() {
        String path = "/irrigation/" + kind.word() + "s";
        String one = path + "/{id}";
        return List.of(
                Endpoint.get(path, Endpoint.Access.EVERY_ROLE, this::list),
                Endpoint.post(path, IrrigationAnswers.CHANGERS, this::create).withBodyUpTo(LARGEST),
                Endpoint.get(one, Endpoint.Access.EVERY_ROLE, this::read),
                new Endpoint(HttpMethod.PUT, one, IrrigationAnswers.CHANGERS, this::replace, LARGEST),
                Endpoint.delete(one, IrrigationAnswers.CHANGERS, this::remove));
    }

    private Answer list(Call call) {
        Query query = call.query();
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        query.finish();
        IrrigationSight sight = new IrrigationSight(call, new Places(places).narrowed(call, area), registry);
        return Answer.ok(kind.register().all().stream()
                .filter(sight::sees)
                .map(work -> view(work, work.revision()))
                .toList());
    }

    private Answer read(Call call) {
        call.query().finish();
        T work = visible(call, new IrrigationSight(call, registry));
        return Answer.ok(view(work, work.revision()));
    }

    private Answer create(Call call) {
        call.query().finish();
        T work = IrrigationAnswers.read(kind.codec(), call.document(), 0, List.of());
        IrrigationAnswers.throwIfAny(faults(call, work));
        int revision = IrrigationAnswers.requireDone(kind.register().add(work, call.username()), work.id());
        writeDown(call, "create", work.id(), work.name());
        return Answer.created(view(work, revision), "/api/v1/irrigation/" + kind.word() + "s/" + work.id());
    }

    private Answer replace(Call call) {
        call.query().finish();
        T before = changeable(call);
        ObjectNode body = call.document();
        List<Problem.FieldError> errors = new ArrayList<>();
        int revision = IrrigationAnswers.revision(body, errors);
        T work = IrrigationAnswers.read(kind.codec(), named(body, before.id()), revision, errors);
        if (!work.id().equals(before.id())) {
            errors.add(new Problem.FieldError("id", Text.of("field.oneOf", before.id(), work.id())));
        }
        errors.addAll(faults(call, work));
        IrrigationAnswers.throwIfAny(errors);
        int kept = IrrigationAnswers.requireDone(kind.register().replace(work, call.username()), work.id());
        writeDown(call, "change", work.id(), "revision=" + kept + " " + changes(before, work));
        return Answer.ok(view(work, kept));
    }

    private Answer remove(Call call) {
        Query query = call.query();
        query.require(IrrigationAnswers.REVISION);
        Optional<Integer> revision = query.integer(IrrigationAnswers.REVISION, 1, Integer.MAX_VALUE);
        query.finish();
        T before = changeable(call);
        IrrigationAnswers.requireDone(
                kind.register().remove(before.id(), revision.orElseThrow(), call.username()), before.id());
        writeDown(call, "remove", before.id(), before.name());
        return Answer.empty();
    }

    private T visible(Call call, IrrigationSight sight) {
        String id = call.path("id");
        return kind.register().find(id).filter(sight::sees).orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
    }

    private T changeable(Call call) {
        IrrigationSight sight = new IrrigationSight(call, registry);
        T work = visible(call, sight);
        if (!sight.owns(work)) {
            throw Problem.of(403, "problem.forbidden");
        }
        return work;
    }

    private List<Problem.FieldError> faults(Call call, T work) {
        return new IrrigationFaults(call, places, new IrrigationSight(call, registry)).of(work);
    }

    /** The members that differ, with what they were and what they are. */
    private String changes(T before, T after) {
        ObjectNode old = kind.codec().encode(before);
        List<String> changed = new ArrayList<>();
        kind.codec().encode(after).properties().forEach(member -> {
            String was = String.valueOf(old.get(member.getKey()));
            String is = member.getValue().toString();
            if (!was.equals(is)) {
                changed.add(member.getKey() + ": " + Excerpt.of(was) + " → " + Excerpt.of(is));
            }
        });
        String all = String.join("; ", changed);
        return all.length() > LONGEST_DETAIL ? all.substring(0, LONGEST_DETAIL) : all;
    }

    private ObjectNode view(T work, int revision) {
        return kind.codec().encode(work).put(IrrigationAnswers.REVISION, revision);
    }

    private static ObjectNode named(ObjectNode body, String id) {
        return body.has("id") ? body : body.put("id", id);
    }

    private void writeDown(Call call, String deed, String id, String detail) {
        IrrigationAnswers.writeDown(
                audit, call, "irrigation." + kind.word() + "." + deed, new AuditTrail.Deed(id, detail));
    }

    /** What differs between the kinds. */
    private record Kind<T extends Work>(String word, Codec<T> codec, Register<T> register) {}
}
