package org.kenh.operations.api;

import java.util.List;
import java.util.Optional;
import org.kenh.operations.account.Role;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.loudspeaker.cluster.ClusterMap;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.emergency.Coverage;
import org.kenh.operations.loudspeaker.emergency.Emergencies;
import org.kenh.operations.loudspeaker.emergency.Emergency;
import org.kenh.operations.loudspeaker.emergency.Template;
import org.kenh.telemetry.Excerpt;

/** Emergency bulletins: drafted, approved by another person, followed until they were heard or somebody knows where not. */
final class LoudspeakerEmergencyResource {
    static final Endpoint.Access SPEAKERS = Endpoint.Access.only(Role.BROADCASTER, Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final int LONGEST_REASON = 500;

    private final Loudspeakers loudspeakers;
    private final Emergencies desk;
    private final Alarms alarms;
    private final AuditTrail audit;

    LoudspeakerEmergencyResource(Backend backend, AuditTrail audit) {
        this.loudspeakers = backend.loudspeakers();
        this.desk = loudspeakers.broadcasting().emergencies();
        this.alarms = backend.alarms().alarms();
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        String one = "/loudspeakers/emergencies/{id}";
        return List.of(
                Endpoint.get("/loudspeakers/emergencies", Endpoint.Access.SIGNED_IN, this::list),
                Endpoint.post("/loudspeakers/emergencies", SPEAKERS, this::draft),
                Endpoint.get(one, Endpoint.Access.SIGNED_IN, this::one),
                Endpoint.post(one + "/approve", SPEAKERS, this::approve),
                Endpoint.post(one + "/cancel", SPEAKERS, this::cancel),
                Endpoint.post(one + "/close", SPEAKERS, this::close));
    }

    private Answer list(Call call) {
        call.query().finish();
        LoudspeakerEmergencyViews views = views(call);
        return Answer.ok(desk.list().stream()
                .filter(emergency -> sees(call, emergency))
                .map(emergency -> views.view(emergency, desk.targets(emergency)))
                .toList());
    }

    private Answer one(Call call) {
        call.query().finish();
        return Answer.ok(page(call, visible(call)));
    }

    private Answer draft(Call call) {
        LoudspeakerEmergencyBody body =
                new LoudspeakerEmergencyBody(desk, loudspeakers.clusters().map(), call);
        Optional<String> key = body.key();
        Emergency.Draft draft = body.read(alarms);
        Emergency made = desk.add(draft, call.username(), key);
        writeDown(
                call,
                "loudspeaker.emergency.draft",
                made,
                draft.template() + " x" + draft.repeats() + " " + made.state().word());
        return Answer.created(page(call, made), "/api/v1/loudspeakers/emergencies/" + made.id());
    }

    private Answer approve(Call call) {
        Emergency emergency = own(call);
        JsonBody body = call.body();
        Optional<Integer> revision = body.has("revision")
                ? Optional.of((int) body.number("revision", 1, Integer.MAX_VALUE))
                : Optional.empty();
        body.finish();
        if (!Template.isWhole(emergency.draft().text().vi())) {
            throw Problem.conflict("text", "problem.emergencyHoles");
        }
        switch (desk.approve(emergency.id(), revision, call.username())) {
            case SAME_PERSON -> throw Problem.of(403, "problem.emergencySamePerson");
            case CHANGED -> throw Problem.conflict("state", "problem.emergencyState");
            case UNKNOWN -> throw Problem.notFound(String.valueOf(emergency.id()));
            case DONE ->
                writeDown(
                        call,
                        "loudspeaker.emergency.approve",
                        emergency,
                        emergency.draft().template());
        }
        return Answer.ok(page(call, again(emergency)));
    }

    private Answer cancel(Call call) {
        Emergency emergency = own(call);
        String reason = reason(call);
        boolean done = desk.cancel(emergency.id(), call.username(), reason);
        return ended(call, emergency, new AuditTrail.Deed("loudspeaker.emergency.cancel", reason), done);
    }

    private Answer close(Call call) {
        Emergency emergency = own(call);
        String reason = reason(call);
        boolean done = desk.close(emergency.id(), call.username(), reason);
        return ended(call, emergency, new AuditTrail.Deed("loudspeaker.emergency.close", reason), done);
    }

    private Answer ended(Call call, Emergency emergency, AuditTrail.Deed deed, boolean done) {
        if (!done) {
            throw Problem.conflict("state", "problem.emergencyState");
        }
        Emergency now = again(emergency);
        String unheard = now.unheard().isEmpty() ? "" : " – " + now.unheard().size() + " unheard";
        writeDown(call, deed.subject(), emergency, deed.detail() + unheard);
        return Answer.ok(page(call, now));
    }

    /** What is done is not undone because it cannot be audited: who is told that it failed would have it sound twice. */
    private void writeDown(Call call, String action, Emergency emergency, String detail) {
        IrrigationAnswers.writeDown(audit, call, action, new AuditTrail.Deed(String.valueOf(emergency.id()), detail));
    }

    private static String reason(Call call) {
        JsonBody body = call.body();
        String reason = body.text("reason", LONGEST_REASON);
        body.finish();
        return reason;
    }

    private Emergency again(Emergency emergency) {
        return desk.find(emergency.id()).orElse(emergency);
    }

    private LoudspeakerEmergencyViews.Page page(Call call, Emergency emergency) {
        Optional<Coverage> coverage =
                emergency.rounds().isEmpty() ? Optional.empty() : Optional.of(desk.coverage(emergency));
        return views(call).page(emergency, desk.targets(emergency), coverage, desk.deliveries(emergency.id()));
    }

    private LoudspeakerEmergencyViews views(Call call) {
        return new LoudspeakerEmergencyViews(loudspeakers.clusters(), call.scope(), desk);
    }

    private Emergency visible(Call call) {
        String id = call.path("id");
        return Inputs.wholeNumber(id)
                .flatMap(desk::find)
                .filter(emergency -> sees(call, emergency))
                .orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
    }

    /** One that lies in the person's area with all its clusters. */
    private Emergency own(Call call) {
        Emergency emergency = visible(call);
        if (!call.scope().isEverything() && !desk.targets(emergency).stream().allMatch(device -> isOwn(call, device))) {
            throw Problem.of(403, "problem.forbidden");
        }
        return emergency;
    }

    private boolean sees(Call call, Emergency emergency) {
        return call.scope().isEverything() || desk.targets(emergency).stream().anyMatch(device -> isOwn(call, device));
    }

    private boolean isOwn(Call call, String device) {
        ClusterMap map = loudspeakers.clusters().map();
        return map.place(device)
                .map(ClusterPlace::area)
                .filter(call.scope()::contains)
                .isPresent();
    }
}
