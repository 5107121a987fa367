package org.kenh.operations.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.programme.AreaOrder;
import org.kenh.operations.loudspeaker.programme.Bulletin;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.programme.Schedule;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.telemetry.Excerpt;

/** What communes decide where bulletins collide. */
final class LoudspeakerOrderResource {
    private static final String ORDER = "/loudspeakers/areas/{area}/order";
    private static final String BULLETINS = "bulletins";
    private static final int MOST_AT_ONCE = 20;

    private final Loudspeakers desk;
    private final AuditTrail audit;
    private final InstantSource clock;

    LoudspeakerOrderResource(Backend backend, AuditTrail audit) {
        this.desk = backend.loudspeakers();
        this.audit = audit;
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(ORDER, Endpoint.Access.SIGNED_IN, this::show),
                new Endpoint(
                        HttpMethod.PUT, ORDER, LoudspeakerBulletinResource.EDITORS, this::decide, Endpoint.SMALL_BODY),
                Endpoint.delete(ORDER + "/{bulletin}", LoudspeakerBulletinResource.EDITORS, this::remove));
    }

    private Answer show(Call call) {
        call.query().finish();
        LoudspeakerSight sight = sight(call);
        return Answer.ok(view(sight, programme().order(area(call, sight)), null));
    }

    private Answer decide(Call call) {
        LoudspeakerSight sight = sight(call);
        String area = area(call, sight);
        JsonBody body = call.body();
        List<Long> decided = read(body, area, sight);
        body.finish();
        if (programme().order(area).with(decided).size() > AreaOrder.MOST) {
            throw Problem.conflict(BULLETINS, "problem.orderFull", AreaOrder.MOST);
        }
        AreaOrder order = programme().decide(area, decided, call.username());
        String detail = decided.stream().map(String::valueOf).collect(Collectors.joining(" > "));
        IrrigationAnswers.writeDown(audit, call, "loudspeaker.order.decide", new AuditTrail.Deed(area, detail));
        List<Slot> late = programme().tooLate(area, decided);
        return Answer.ok(view(
                sight,
                order,
                late.isEmpty() ? null : call.language().say(LoudspeakerViews.notice("notice.orderTooLate", late))));
    }

    private Answer remove(Call call) {
        call.query().finish();
        String area = area(call, sight(call));
        String id = call.path("bulletin");
        Optional<Long> bulletin = Inputs.wholeNumber(id);
        if (bulletin.filter(number -> programme().undecide(area, number)).isEmpty()) {
            throw Problem.notFound(Excerpt.of(id));
        }
        IrrigationAnswers.writeDown(audit, call, "loudspeaker.order.remove", new AuditTrail.Deed(area, id));
        return Answer.empty();
    }

    private String area(Call call, LoudspeakerSight sight) {
        String area = call.path("area");
        if (!call.scope().contains(area) || sight.map().area(area).isEmpty()) {
            throw Problem.notFound(Excerpt.of(area));
        }
        return area;
    }

    private List<Long> read(JsonBody body, String area, LoudspeakerSight sight) {
        Optional<JsonNode> list = body.optionalList(BULLETINS);
        int given = list.map(JsonNode::size).orElse(0);
        if (given < 2 || given > MOST_AT_ONCE) {
            body.error(BULLETINS, "field.listBetween", 2, MOST_AT_ONCE);
            return List.of();
        }
        Set<String> clusters = sight.map().in(area);
        List<Long> decided = new ArrayList<>();
        for (JsonNode node : list.get()) {
            String place = BULLETINS + "[" + decided.size() + "]";
            String id = node.asText();
            Optional<Bulletin> bulletin = Optional.of(id)
                    .filter(text -> node.isTextual())
                    .flatMap(Inputs::wholeNumber)
                    .flatMap(programme()::bulletin)
                    .filter(sight::sees);
            if (bulletin.isEmpty()) {
                body.error(place, "field.reference", Excerpt.of(id));
            }
            bulletin.flatMap(found -> flaw(found, clusters, sight)).ifPresent(key -> body.error(place, key));
            long number = bulletin.map(Bulletin::id).orElse(-1L);
            if (number >= 0 && decided.contains(number)) {
                body.error(place, "field.once");
            }
            decided.add(number);
        }
        return decided;
    }

    /** Why it has no place in the order of these clusters. */
    private Optional<String> flaw(Bulletin bulletin, Set<String> clusters, LoudspeakerSight sight) {
        LocalDate today = LocalDay.of(clock.instant());
        List<Schedule> schedules = bulletin.content().schedules();
        if (bulletin.content().kind() == BulletinClass.EMERGENCY) {
            return Optional.of("field.orderEmergency");
        }
        if (!bulletin.isActive()) {
            return Optional.of("problem.bulletinCancelled");
        }
        if (schedules.stream()
                .allMatch(schedule -> schedule.to().filter(today::isAfter).isPresent())) {
            return Optional.of("field.orderOver");
        }
        boolean sounds = schedules.stream()
                .map(schedule -> sight.map().resolve(schedule.areas(), schedule.clusters()))
                .anyMatch(targets -> !Collections.disjoint(targets, clusters));
        return sounds ? Optional.empty() : Optional.of("field.orderElsewhere");
    }

    private LoudspeakerSight sight(Call call) {
        return new LoudspeakerSight(call.scope(), desk.clusters().map());
    }

    private Programme programme() {
        return desk.programme();
    }

    private static OrderView view(LoudspeakerSight sight, AreaOrder order, @Nullable String notice) {
        return new OrderView(
                order.area(),
                sight.map().areaName(order.area()),
                order.turns().stream()
                        .map(turn -> new TurnView(
                                String.valueOf(turn.bulletin()),
                                turn.title(),
                                turn.kind().word(),
                                turn.by(),
                                turn.at()))
                        .toList(),
                notice);
    }

    /**
     * The order of a commune.
     *
     * @param notice which soundings begin too soon to follow it
     */
    record OrderView(
            String area,
            String areaName,
            List<TurnView> bulletins,
            @Nullable String notice) {}

    record TurnView(
            String bulletin,
            String title,
            @JsonProperty("class") String kind,
            String by,
            Instant at) {}
}
