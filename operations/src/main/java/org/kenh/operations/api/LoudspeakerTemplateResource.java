package org.kenh.operations.api;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.loudspeaker.emergency.Emergencies;
import org.kenh.operations.loudspeaker.emergency.Template;
import org.kenh.telemetry.Excerpt;

/** Templates of emergency bulletins, also as an alarm fills them. */
final class LoudspeakerTemplateResource {
    private final Emergencies desk;
    private final Alarms alarms;
    private final AuditTrail audit;

    LoudspeakerTemplateResource(Backend backend, AuditTrail audit) {
        this.desk = backend.loudspeakers().broadcasting().emergencies();
        this.alarms = backend.alarms().alarms();
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/loudspeakers/emergency-templates", Endpoint.Access.SIGNED_IN, this::list),
                new Endpoint(
                        HttpMethod.PUT,
                        "/loudspeakers/emergency-templates/{id}",
                        Endpoint.Access.ADMINISTRATOR,
                        this::put,
                        Endpoint.SMALL_BODY));
    }

    private Answer list(Call call) {
        Query query = call.query();
        Optional<String> asked = query.text("alarm");
        query.finish();
        Optional<AlarmView> alarm = asked.map(id -> alarm(alarms, call, id));
        Optional<String> proposed = alarm.flatMap(desk.templates()::proposedBy).map(Template::id);
        Set<String> free = desk.preauthorised();
        return Answer.ok(desk.templates().all().stream()
                .map(template -> view(
                        template,
                        free.contains(template.id()),
                        alarm.map(found -> desk.known(template, found).vi()).orElse(Map.of()),
                        proposed.filter(template.id()::equals).isPresent(),
                        alarm.map(desk::areas).orElse(List.of())))
                .toList());
    }

    static AlarmView alarm(Alarms alarms, Call call, String id) {
        return AlarmResource.find(alarms, call, id).orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
    }

    private Answer put(Call call) {
        String id = call.path("id");
        Template template = desk.templates().find(id).orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
        JsonBody body = call.body();
        Optional<Boolean> on = body.optionalFlag("preauthorised");
        if (on.isEmpty()) {
            body.error("preauthorised", "field.required");
        }
        body.finish();
        boolean free = on.orElse(false);
        desk.preauthorise(template, free, call.username());
        audit.write(call, "loudspeaker.template.preauthorise", id, free ? "on" : "off");
        return Answer.ok(view(template, free, Map.of(), false, List.of()));
    }

    private static TemplateView view(
            Template template, boolean free, Map<String, String> values, boolean proposed, List<String> areas) {
        return new TemplateView(
                template.id(),
                template.name(),
                template.text(),
                template.parameters().stream()
                        .map(parameter -> new ParameterView(
                                parameter.name(),
                                parameter.label(),
                                parameter.example().isEmpty() ? null : parameter.example(),
                                values.get(parameter.name())))
                        .toList(),
                template.seconds(),
                free,
                proposed,
                areas);
    }

    record ParameterView(
            String name,
            Bilingual label,
            @Nullable String example,
            @Nullable String value) {}

    record TemplateView(
            String id,
            Bilingual name,
            Bilingual text,
            List<ParameterView> parameters,
            int seconds,
            boolean preauthorised,
            boolean proposed,
            List<String> areas) {}
}
