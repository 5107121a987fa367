package org.kenh.operations.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Season;
import org.kenh.operations.irrigation.field.Seasons;
import org.kenh.telemetry.Excerpt;

/** What grows on a field, season by season. */
final class IrrigationSeasonResource {
    private static final String OF_FIELD = "/irrigation/fields/{id}/seasons";
    private static final String ONE = "/irrigation/seasons/{id}";

    private final IrrigationRegistry registry;
    private final AuditTrail audit;

    IrrigationSeasonResource(Backend backend, AuditTrail audit) {
        this.registry = backend.irrigation().registry();
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(OF_FIELD, Endpoint.Access.EVERY_ROLE, this::list),
                Endpoint.post(OF_FIELD, IrrigationAnswers.CHANGERS, this::create),
                new Endpoint(HttpMethod.PUT, ONE, IrrigationAnswers.CHANGERS, this::replace, Endpoint.SMALL_BODY));
    }

    private Answer list(Call call) {
        call.query().finish();
        Field field = field(call, call.path("id"));
        return Answer.ok(registry.seasons().of(field.id()).stream()
                .map(season -> view(season, season.revision()))
                .toList());
    }

    private Answer create(Call call) {
        call.query().finish();
        Field field = field(call, call.path("id"));
        ObjectNode body = call.document();
        body.remove("id");
        body.put("field", field.id());
        Season season = checked(IrrigationAnswers.read(Codecs.SEASON, body, 0, List.of()), new ArrayList<>());
        Seasons.Kept kept = registry.seasons().add(season, call.username());
        int revision = IrrigationAnswers.requireDone(kept.saved(), field.id());
        writeDown(call, "create", season);
        return new Answer.Body(201, view(season.withId(kept.season()), revision), Map.of());
    }

    private Answer replace(Call call) {
        call.query().finish();
        String given = Excerpt.of(call.path("id"));
        Season before =
                Inputs.wholeNumber(given).flatMap(registry.seasons()::find).orElseThrow(() -> Problem.notFound(given));
        Field field = field(call, before.field());
        ObjectNode body = call.document();
        List<Problem.FieldError> errors = new ArrayList<>();
        int revision = IrrigationAnswers.revision(body, errors);
        body.put("id", before.id());
        body.put("field", field.id());
        Season season = checked(IrrigationAnswers.read(Codecs.SEASON, body, revision, errors), errors);
        int kept = IrrigationAnswers.requireDone(registry.seasons().replace(season, call.username()), given);
        writeDown(call, "change", season);
        return Answer.ok(view(season, kept));
    }

    private Season checked(Season season, List<Problem.FieldError> errors) {
        if (registry.crops().find(season.crop()).isEmpty()) {
            errors.add(new Problem.FieldError("crop", Text.of("field.reference", season.crop())));
        }
        IrrigationAnswers.throwIfAny(errors);
        return season;
    }

    private Field field(Call call, String id) {
        return registry.fields()
                .find(id)
                .filter(new IrrigationSight(call, registry)::sees)
                .orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
    }

    private static ObjectNode view(Season season, int revision) {
        return Codecs.SEASON.encode(season).put(IrrigationAnswers.REVISION, revision);
    }

    private void writeDown(Call call, String deed, Season season) {
        String detail = season.crop() + " " + season.startsOn()
                + season.endedOn().map(day -> " – " + day).orElse("");
        IrrigationAnswers.writeDown(
                audit, call, "irrigation.season." + deed, new AuditTrail.Deed(season.field(), detail));
    }
}
