package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.account.Role;
import org.kenh.operations.loudspeaker.programme.Bulletin;
import org.kenh.operations.loudspeaker.programme.BulletinReader;
import org.kenh.operations.loudspeaker.programme.Content;
import org.kenh.operations.loudspeaker.programme.Flaw;
import org.kenh.operations.loudspeaker.programme.ImportFile;
import org.kenh.operations.loudspeaker.programme.Importing;
import org.kenh.operations.loudspeaker.programme.Origin;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.telemetry.Excerpt;

/** Bulletins and when they sound. */
final class LoudspeakerBulletinResource {
    static final Endpoint.Access EDITORS = Endpoint.Access.only(Role.BROADCASTER, Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final String ONE = "/loudspeakers/bulletins/{id}";
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final int LARGEST_BULLETIN = 128 * 1024;
    private static final int MOST = 2_000;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_SOURCE = 40;

    /** Bulletins of these come in by ways of their own. */
    private static final Set<String> RESERVED = Set.of("province", "emergency");

    private final Loudspeakers desk;
    private final AuditTrail audit;

    LoudspeakerBulletinResource(Backend backend, AuditTrail audit) {
        this.desk = backend.loudspeakers();
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/loudspeakers/bulletins", Endpoint.Access.SIGNED_IN, this::list),
                Endpoint.post("/loudspeakers/bulletins", EDITORS, this::add).withBodyUpTo(LARGEST_BULLETIN),
                Endpoint.post("/loudspeakers/bulletins/import", EDITORS, this::take)
                        .withBodyUpTo(LARGEST),
                Endpoint.get(ONE, Endpoint.Access.SIGNED_IN, this::one),
                new Endpoint(HttpMethod.PUT, ONE, EDITORS, this::change, LARGEST_BULLETIN),
                Endpoint.post(ONE + "/cancel", EDITORS, this::cancel));
    }

    private Answer list(Call call) {
        call.query().finish();
        LoudspeakerSight sight = sight(call);
        return Answer.ok(programme().bulletins(MOST).stream()
                .filter(sight::sees)
                .map(LoudspeakerViews::bulletin)
                .toList());
    }

    private Answer one(Call call) {
        call.query().finish();
        return shown(call, visible(call));
    }

    private Answer shown(Call call, Bulletin bulletin) {
        return Answer.ok(LoudspeakerViews.bulletin(bulletin, programme().frozen(bulletin), call.language()));
    }

    private Answer add(Call call) {
        Content content = read(call, call.document(), Optional.empty());
        Bulletin bulletin = programme().add(content, call.username()).orElseThrow();
        writeDown(call, "create", bulletin, bulletin.content().title());
        return Answer.created(LoudspeakerViews.bulletin(bulletin), "/api/v1/loudspeakers/bulletins/" + bulletin.id());
    }

    private Answer change(Call call) {
        Bulletin before = own(call);
        ObjectNode body = call.document();
        List<Problem.FieldError> errors = new ArrayList<>();
        int revision = IrrigationAnswers.revision(body, errors);
        IrrigationAnswers.throwIfAny(errors);
        Content content = read(call, body, before.content().origin());
        requireActive(before);
        Bulletin after = programme()
                .replace(before.id(), revision, content)
                .orElseThrow(() -> Problem.conflict("revision", "problem.revision", before.revision()));
        writeDown(call, "change", after, after.content().title());
        return shown(call, after);
    }

    private Answer cancel(Call call) {
        Bulletin before = own(call);
        JsonBody body = call.body();
        String reason = body.text("reason", LONGEST_REASON);
        body.finish();
        requireActive(before);
        Bulletin after = programme()
                .cancel(before.id(), call.username(), reason)
                .orElseThrow(() -> Problem.conflict("state", "problem.bulletinCancelled"));
        writeDown(call, "cancel", after, reason);
        return Answer.ok(LoudspeakerViews.bulletin(after));
    }

    private static void requireActive(Bulletin bulletin) {
        if (!bulletin.isActive()) {
            throw Problem.conflict("state", "problem.bulletinCancelled");
        }
    }

    private Content read(Call call, ObjectNode body, Optional<Origin> origin) {
        LoudspeakerSight sight = sight(call);
        return switch (BulletinReader.read(body, origin, sight.usualArea(call))) {
            case BulletinReader.Outcome.Refused(List<Flaw> flaws) -> throw Problem.invalid(errors(flaws));
            case BulletinReader.Outcome.Read(Content content) -> {
                List<Flaw> flaws = sight.flaws(content);
                if (!flaws.isEmpty()) {
                    throw Problem.invalid(errors(flaws));
                }
                yield content;
            }
        };
    }

    private Answer take(Call call) {
        call.query().finish();
        JsonBody body = call.body();
        String format = body.formed("format", List.of("json", "csv")::contains);
        String content = body.secret("content", 1, LARGEST);
        String source = body.optionalText("source", LONGEST_SOURCE).orElse("file");
        if (RESERVED.contains(source.strip().toLowerCase(Locale.ROOT))) {
            body.error("source", "field.reservedSource", Excerpt.of(source));
        }
        boolean dryRun = body.optionalFlag("dryRun").orElse(false);
        body.finish();
        ImportFile.Outcome file = format.equals("csv") ? ImportFile.csv(content) : ImportFile.json(content);
        return switch (file) {
            case ImportFile.Outcome.Unreadable(Flaw why) -> throw Problem.invalid(errors(List.of(why)));
            case ImportFile.Outcome.Rows(List<ImportFile.Row> rows) -> {
                LoudspeakerSight sight = sight(call);
                Importing importing = new Importing(
                        programme(),
                        new Importing.Wanted(source, call.username(), sight.usualArea(call), sight::flaws));
                yield Answer.ok(report(call, importing.take(rows, dryRun), dryRun));
            }
        };
    }

    private ImportView report(Call call, List<Importing.Taken> rows, boolean dryRun) {
        Map<Importing.What, Long> counts =
                rows.stream().collect(Collectors.groupingBy(Importing.Taken::what, Collectors.counting()));
        long wrong = counts.getOrDefault(Importing.What.ERROR, 0L);
        boolean applied = !dryRun && rows.stream().anyMatch(row -> row.what() != Importing.What.ERROR);
        if (applied) {
            audit(call, "import", "-", rows.size() + " bulletins");
        }
        return new ImportView(
                dryRun,
                applied && wrong == 0,
                counts.getOrDefault(Importing.What.CREATED, 0L),
                counts.getOrDefault(Importing.What.CHANGED, 0L),
                counts.getOrDefault(Importing.What.UNCHANGED, 0L),
                wrong,
                rows.stream().map(row -> row(call.language(), row)).toList());
    }

    private RowView row(Language language, Importing.Taken taken) {
        List<Slot> frozen = frozen(taken);
        return new RowView(
                taken.row().number(),
                taken.row().id().map(Excerpt::of).orElse(null),
                Optional.ofNullable(taken.row().fields().get("title"))
                        .map(JsonNode::asText)
                        .map(Excerpt::of)
                        .orElse(null),
                taken.what().word(),
                errors(taken.flaws()).stream()
                        .map(error -> new Problem.Document.FieldMessage(error.field(), language.say(error.text())))
                        .toList(),
                frozen.isEmpty() ? null : language.say(LoudspeakerViews.notice(frozen)));
    }

    private List<Slot> frozen(Importing.Taken taken) {
        return taken.what() == Importing.What.CHANGED
                ? taken.before()
                        .flatMap(before -> taken.content().map(before::with))
                        .map(programme()::frozen)
                        .orElse(List.of())
                : List.of();
    }

    private static List<Problem.FieldError> errors(List<Flaw> flaws) {
        return flaws.stream()
                .map(flaw -> new Problem.FieldError(
                        flaw.member(), Text.of(flaw.key(), flaw.arguments().toArray())))
                .toList();
    }

    private Bulletin visible(Call call) {
        String id = call.path("id");
        LoudspeakerSight sight = sight(call);
        return Inputs.wholeNumber(id)
                .flatMap(programme()::bulletin)
                .filter(sight::sees)
                .orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
    }

    /** One of the person's own area; a bulletin of the district that sounds there is not. */
    private Bulletin own(Call call) {
        Bulletin bulletin = visible(call);
        if (!sight(call).owns(bulletin.content())) {
            throw Problem.of(403, "problem.bulletinForeign");
        }
        return bulletin;
    }

    private LoudspeakerSight sight(Call call) {
        return new LoudspeakerSight(call.scope(), desk.clusters().map());
    }

    private Programme programme() {
        return desk.programme();
    }

    private void writeDown(Call call, String deed, Bulletin bulletin, String detail) {
        audit(call, deed, String.valueOf(bulletin.id()), detail);
    }

    private void audit(Call call, String deed, String subject, String detail) {
        IrrigationAnswers.writeDown(audit, call, "loudspeaker.bulletin." + deed, new AuditTrail.Deed(subject, detail));
    }

    record ImportView(
            boolean dryRun,
            boolean applied,
            long created,
            long changed,
            long unchanged,
            long errors,
            List<RowView> rows) {}

    record RowView(
            int row,
            @Nullable String id,
            @Nullable String title,
            String outcome,
            List<Problem.Document.FieldMessage> errors,
            @Nullable String notice) {}
}
