package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Action;
import org.kenh.ingest.alarm.Actor;
import org.kenh.ingest.alarm.Actor.Right;
import org.kenh.operations.OperationsException;
import org.kenh.operations.account.Account;
import org.kenh.operations.account.Accounts;
import org.kenh.operations.account.Role;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.alarmdesk.Deed;
import org.kenh.operations.alarmdesk.Performed;
import org.kenh.telemetry.Excerpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people do about alarms. */
final class AlarmActionResource {
    static final Endpoint.Access ACTORS = Endpoint.Access.only(Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final Logger LOG = LoggerFactory.getLogger(AlarmActionResource.class);
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_COMMENT = 2_000;
    private static final int MOST_AT_ONCE = 1_000;
    private static final int BULK_BODY = 256 * 1024;
    /** Of what can be said; what a rule allows is less. */
    private static final Duration LONGEST_SPAN = Duration.ofDays(7);

    private final Alarms alarms;
    private final Accounts accounts;
    private final AuditTrail audit;
    private final InstantSource clock;

    AlarmActionResource(Backend backend, AuditTrail audit) {
        this.alarms = backend.alarms().alarms();
        this.accounts = backend.people().accounts();
        this.audit = audit;
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/alarms/ack", ACTORS, this::acknowledgeMany).withBodyUpTo(BULK_BODY),
                Endpoint.post("/alarms/{id}/ack", ACTORS, this::acknowledge),
                Endpoint.post("/alarms/{id}/shelve", ACTORS, this::shelve),
                Endpoint.post("/alarms/{id}/unshelve", ACTORS, call -> simple(call, "unshelve", Action.Unshelve::new)),
                Endpoint.post("/alarms/{id}/reset", ACTORS, call -> simple(call, "reset", Action.Reset::new)),
                Endpoint.post(
                        "/alarms/{id}/out-of-service",
                        ACTORS,
                        call -> reasoned(call, "out-of-service", Action.TakeOutOfService::new)),
                Endpoint.post(
                        "/alarms/{id}/in-service",
                        ACTORS,
                        call -> reasoned(call, "in-service", Action.PutInService::new)),
                Endpoint.post("/alarms/{id}/comment", ACTORS, this::comment),
                Endpoint.post("/alarms/{id}/assign", ACTORS, this::assign));
    }

    private Answer acknowledge(Call call) {
        AlarmView alarm = AlarmResource.visible(alarms, call);
        JsonBody body = call.body();
        Optional<UUID> occurrence =
                Inputs.uuid(body.formed("occurrence", text -> Inputs.uuid(text).isPresent()));
        String comment = body.optionalText("comment", LONGEST_REASON).orElse("");
        body.finish();
        return act(call, alarm, "ack", new Action.Acknowledge(occurrence.orElseThrow(), comment));
    }

    private Answer acknowledgeMany(Call call) {
        JsonBody body = call.body();
        List<JsonNode> items = body.list("alarms", MOST_AT_ONCE);
        String comment = body.optionalText("comment", LONGEST_REASON).orElse("");
        body.finish();
        List<BulkAnswer> answers = new ArrayList<>();
        items.forEach(item -> answers.add(acknowledgeOne(call, item, comment)));
        return Answer.ok(answers);
    }

    private BulkAnswer acknowledgeOne(Call call, JsonNode item, String comment) {
        String id = item.path("id").asText();
        Optional<UUID> occurrence = Inputs.uuid(item.path("occurrence").asText());
        Optional<AlarmView> alarm = AlarmResource.find(alarms, call, id);
        if (alarm.isEmpty()) {
            return answer(call, item, Problem.notFound(Excerpt.of(id)));
        }
        if (occurrence.isEmpty()) {
            return answer(call, item, Problem.of(409, "problem.alarmOccurrence"));
        }
        try {
            act(call, alarm.get(), "ack", new Action.Acknowledge(occurrence.get(), comment));
            return new BulkAnswer(item.path("id"), 200, null);
        } catch (Problem problem) {
            return answer(call, item, problem);
        }
    }

    private static BulkAnswer answer(Call call, JsonNode item, Problem problem) {
        return new BulkAnswer(
                item.path("id"),
                problem.status(),
                problem.document(call.language()).detail());
    }

    private Answer shelve(Call call) {
        AlarmView alarm = AlarmResource.visible(alarms, call);
        JsonBody body = call.body();
        Optional<Instant> until = body.optionalInstant("until");
        Optional<String> span = body.optionalText("for", 40);
        Optional<Duration> length = span.flatMap(text -> Inputs.duration(text, Duration.ofSeconds(1), LONGEST_SPAN));
        if (span.isPresent() && length.isEmpty()) {
            body.error("for", "field.duration", Duration.ofSeconds(1), LONGEST_SPAN, Excerpt.of(span.get()));
        }
        if (body.has("until") == body.has("for")) {
            body.error("until", body.has("for") ? "field.notWith" : "field.required", "for");
        }
        String reason = body.text("reason", LONGEST_REASON);
        boolean once = body.optionalFlag("oneShot").orElse(false);
        body.finish();
        Instant end = until.orElseGet(() -> clock.instant().plus(length.orElse(Duration.ZERO)));
        return act(call, alarm, "shelve", new Action.Shelve(end, once, reason));
    }

    private Answer simple(Call call, String name, java.util.function.Function<String, Action> action) {
        AlarmView alarm = AlarmResource.visible(alarms, call);
        JsonBody body = call.body();
        String reason = body.optionalText("reason", LONGEST_REASON).orElse("");
        body.finish();
        return act(call, alarm, name, action.apply(reason));
    }

    private Answer reasoned(Call call, String name, java.util.function.Function<String, Action> action) {
        AlarmView alarm = AlarmResource.visible(alarms, call);
        JsonBody body = call.body();
        String reason = body.text("reason", LONGEST_REASON);
        body.finish();
        return act(call, alarm, name, action.apply(reason));
    }

    private Answer comment(Call call) {
        AlarmView alarm = AlarmResource.visible(alarms, call);
        JsonBody body = call.body();
        String text = body.text("text", LONGEST_COMMENT);
        body.finish();
        return perform(call, alarm, "comment", new Deed.Comment(text, actor(call)), text);
    }

    private Answer assign(Call call) {
        AlarmView alarm = AlarmResource.visible(alarms, call);
        JsonBody body = call.body();
        if (!body.mentions("to")) {
            body.error("to", "field.required");
        }
        Optional<String> to = body.optionalFormed("to", Account::isUsername);
        to.filter(name -> Account.isUsername(name) && accounts.find(name).isEmpty())
                .ifPresent(name -> body.error("to", "field.reference", name));
        body.finish();
        return perform(call, alarm, "assign", new Deed.Assign(to, actor(call)), to.orElse(""));
    }

    private Answer act(Call call, AlarmView alarm, String name, Action action) {
        return perform(call, alarm, name, new Deed.Act(action, actor(call)), action.reason());
    }

    private Answer perform(Call call, AlarmView alarm, String name, Deed deed, String detail) {
        return switch (alarms.perform(alarm.id(), deed)) {
            case Performed.Done(AlarmView after, boolean changed) -> {
                if (changed) {
                    writeDown(call, name, alarm, detail);
                }
                yield Answer.ok(after);
            }
            case Performed.Conflict(AlarmView now, String why) -> throw AlarmProblems.conflict(name, now);
            case Performed.Forbidden(String why) -> throw AlarmProblems.forbidden(name, alarm);
            case Performed.Invalid(String why) -> throw AlarmProblems.invalid(name);
            case Performed.NotFound() -> throw Problem.notFound(String.valueOf(alarm.id()));
        };
    }

    /** An error here would make the caller repeat what is done; the journal of the alarm tells it too. */
    private void writeDown(Call call, String name, AlarmView alarm, String detail) {
        String subject = alarm.id() + " " + alarm.rule() + " " + alarm.subject();
        try {
            audit.write(call, "alarm." + name, subject, detail);
        } catch (OperationsException e) {
            LOG.error("{}: {} of alarm {} is not in the audit log", call.username(), name, subject, e);
        }
    }

    private static Actor actor(Call call) {
        Account account = call.principal().account();
        boolean leads = account.has(Role.SUPERVISOR) || account.has(Role.ADMINISTRATOR);
        return new Actor(
                account.username(),
                leads ? Set.of(Right.OPERATE, Right.SUPERVISE, Right.TAKE_OUT_OF_SERVICE) : Set.of(Right.OPERATE));
    }

    record BulkAnswer(JsonNode id, int status, @Nullable String detail) {}
}
