package org.kenh.operations.api;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.operations.account.Account;
import org.kenh.operations.account.Role;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.cluster.Cluster;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.StatusBoard;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.loudspeaker.proof.KeptVerdict;
import org.kenh.telemetry.Excerpt;

/** Clusters of loudspeakers: how they are, what they played, and what is known of them. */
final class LoudspeakerClusterResource {
    private static final String ONE = "/loudspeakers/clusters/{device}";
    private static final Duration LONGEST_RANGE = Duration.ofDays(32);
    private static final Duration USUAL_RANGE = Duration.ofDays(7);
    private static final int MOST_TESTS = 200;
    private static final int LONGEST = 100;
    private static final int MOST_PEOPLE = 1_000_000;

    private final Loudspeakers desk;
    private final Places places;
    private final PresenceBoard presence;
    private final AuditTrail audit;
    private final InstantSource clock;

    LoudspeakerClusterResource(Backend backend, Places places, AuditTrail audit) {
        this.desk = backend.loudspeakers();
        this.places = places;
        this.presence = backend.telemetry().presence();
        this.audit = audit;
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/loudspeakers/clusters", Endpoint.Access.SIGNED_IN, this::list),
                Endpoint.get(ONE, Endpoint.Access.SIGNED_IN, this::one),
                new Endpoint(
                        HttpMethod.PUT, ONE, LoudspeakerBulletinResource.EDITORS, this::change, Endpoint.SMALL_BODY),
                Endpoint.get(ONE + "/plays", Endpoint.Access.SIGNED_IN, this::plays),
                Endpoint.get(ONE + "/selftests", Endpoint.Access.SIGNED_IN, this::selfTests));
    }

    private Answer list(Call call) {
        Query query = call.query();
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        query.finish();
        LoudspeakerSight sight = new LoudspeakerSight(
                places.narrowed(call, area), desk.clusters().map());
        LoudspeakerClusterViews views = views();
        return Answer.ok(sight.places().stream().map(views::of).toList());
    }

    private Answer one(Call call) {
        call.query().finish();
        return Answer.ok(views().of(place(call)));
    }

    private Answer change(Call call) {
        ClusterPlace place = place(call);
        JsonBody body = call.body();
        Cluster before = desk.clusters().cluster(place.device());
        Cluster wanted = read(place.device(), body, before);
        body.finish();
        Account account = call.principal().account();
        boolean leads = account.has(Role.SUPERVISOR) || account.has(Role.ADMINISTRATOR);
        // Who looks after a line does not decide what is normal there: that would end its alarm.
        if (!leads && before.baseline().isPresent() && !wanted.baseline().equals(before.baseline())) {
            throw Problem.of(403, "problem.forbidden");
        }
        if (!desk.clusters().put(wanted)) {
            throw Problem.conflict(
                    "revision",
                    "problem.revision",
                    desk.clusters().cluster(place.device()).revision());
        }
        desk.proof().agreed(place.device());
        IrrigationAnswers.writeDown(
                audit, call, "loudspeaker.cluster.change", new AuditTrail.Deed(place.device(), wanted.village()));
        return Answer.ok(views().of(place));
    }

    private Cluster read(String device, JsonBody body, Cluster before) {
        OptionalDouble baseline =
                body.has("baseline") ? OptionalDouble.of(body.number("baseline", 1, 10_000)) : OptionalDouble.empty();
        boolean same = baseline.equals(before.baseline());
        return new Cluster(
                device,
                text(body, "village"),
                (int) number(body, "population", MOST_PEOPLE),
                new Cluster.Equipment(
                        text(body, "vendor"),
                        text(body, "model"),
                        text(body, "firmware"),
                        number(body, "amplifierWatts", 10_000),
                        (int) number(body, "horns", 100),
                        body.optionalDate("installedOn")),
                masked(text(body, "sim")),
                baseline,
                same ? before.baselineAt() : Optional.of(clock.instant()).filter(at -> baseline.isPresent()),
                new Cluster.Agreed(
                        body.has("volumeWanted")
                                ? OptionalDouble.of(body.number("volumeWanted", 0, 100))
                                : OptionalDouble.empty(),
                        certificate(body)),
                (int) body.number("revision", 0, Integer.MAX_VALUE));
    }

    private static Optional<String> certificate(JsonBody body) {
        Optional<String> typed = body.optionalText("certificate", 200).filter(text -> !text.isBlank());
        if (typed.isPresent() && StatusBoard.fingerprint(typed.get()).isEmpty()) {
            body.error("certificate", "field.fingerprint");
        }
        return typed.flatMap(StatusBoard::fingerprint);
    }

    /** Whatever is typed in, all but the last three digits are forgotten. */
    private static String masked(String sim) {
        int shown = Math.max(0, sim.length() - 3);
        return sim.substring(0, shown).replaceAll("[0-9]", "•") + sim.substring(shown);
    }

    private static String text(JsonBody body, String name) {
        return body.optionalText(name, LONGEST).orElse("");
    }

    private static double number(JsonBody body, String name, double most) {
        return body.has(name) ? body.number(name, 0, most) : 0;
    }

    private Answer plays(Call call) {
        Query query = call.query();
        Instant to = query.instant("to").orElseGet(clock::instant);
        Instant from = query.instant("from").orElseGet(() -> to.minus(USUAL_RANGE));
        if (!from.isBefore(to)) {
            query.error("from", "field.before", "to");
        } else if (from.plus(LONGEST_RANGE).isBefore(to)) {
            query.error("from", "field.days", LONGEST_RANGE.toDays());
        }
        query.finish();
        ClusterPlace place = place(call);
        LocalDate first = LocalDay.of(from);
        LocalDate last = LocalDay.of(to.minusNanos(1));
        Map<String, KeptVerdict> kept = desk.proof().store().ofDevice(place.device(), first, last).stream()
                .collect(Collectors.toMap(verdict -> verdict.said().slot(), Function.identity(), (a, b) -> b));
        List<LoudspeakerViews.VerdictView> slots = slots(from, to).stream()
                .filter(slot -> slot.targets().contains(place.device()))
                .map(slot -> LoudspeakerViews.verdict(slot, place, Optional.ofNullable(kept.get(slot.id()))))
                .toList();
        List<LoudspeakerViews.UnplannedView> unplanned =
                desk.proof().store().unplannedOf(place.device(), first, last).stream()
                        .map(found -> LoudspeakerViews.unplanned(found, place))
                        .toList();
        return Answer.ok(Map.of("slots", slots, "unplanned", unplanned));
    }

    private List<Slot> slots(Instant from, Instant to) {
        return desk.programme().slots(from, to);
    }

    private Answer selfTests(Call call) {
        call.query().finish();
        return Answer.ok(LoudspeakerClusterViews.selfTests(
                desk.clusters().selfTests(place(call).device(), MOST_TESTS)));
    }

    private ClusterPlace place(Call call) {
        String device = call.path("device");
        return desk.clusters()
                .map()
                .place(device)
                .filter(place -> call.scope().contains(place.area()))
                .orElseThrow(() -> Problem.notFound(Excerpt.of(device)));
    }

    private LoudspeakerClusterViews views() {
        return new LoudspeakerClusterViews(desk, presence, clock.instant());
    }
}
