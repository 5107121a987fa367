package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.desk.Wish;
import org.kenh.operations.irrigation.plan.Period;

/** Reads what a person wants changed in a plan. */
final class IrrigationWish {
    static final int LONGEST_REASON = 500;
    private static final int MOST = 500;
    private static final Duration SHORTEST_TURN = Duration.ofMinutes(5);

    private final JsonBody body;

    private IrrigationWish(JsonBody body) {
        this.body = body;
    }

    /** Throws {@link Problem} with all that is wrong. */
    static Wish read(long parent, JsonBody body) {
        IrrigationWish reader = new IrrigationWish(body);
        Wish wish = new Wish(
                Optional.of(parent),
                Optional.empty(),
                Optional.empty(),
                reader.pins(),
                reader.moves(),
                reader.forbids(),
                reader.releases());
        body.finish();
        return wish;
    }

    static boolean isAhead(Instant at, Instant now, Duration most) {
        return !at.isBefore(now) && !at.isAfter(now.plus(most));
    }

    /** For the audit log. */
    static String summary(Wish wish) {
        List<String> parts = new ArrayList<>();
        wish.pins().forEach(pin -> parts.add("pin " + pin));
        wish.moves()
                .forEach(move ->
                        parts.add("move " + move.turn() + " to " + move.period().from()));
        wish.forbids()
                .forEach(forbid -> parts.add("forbid " + forbid.subject() + " from "
                        + forbid.period().from() + " to " + forbid.period().to()));
        wish.releases().forEach(number -> parts.add("release " + number));
        String all = String.join("; ", parts);
        return all.length() > 1_000 ? all.substring(0, 1_000) : all;
    }

    private List<String> pins() {
        List<String> pins = new ArrayList<>();
        for (JsonNode element : elements("pins")) {
            if (element.isTextual() && Inputs.isId(element.textValue())) {
                pins.add(element.textValue());
            } else {
                body.error("pins", "field.text");
            }
        }
        return pins;
    }

    private List<Wish.Move> moves() {
        List<Wish.Move> moves = new ArrayList<>();
        for (JsonNode element : elements("moves")) {
            String turn = element.path("turn").asText("");
            Optional<Period> period = period("moves", element, "start", "end");
            if (!Inputs.isId(turn)) {
                body.error("moves", "field.required");
            } else if (period.isPresent() && period.get().length().compareTo(SHORTEST_TURN) < 0) {
                body.error("moves", "field.turnLength", SHORTEST_TURN.toMinutes());
            } else {
                period.ifPresent(span -> moves.add(new Wish.Move(turn, span)));
            }
        }
        return moves;
    }

    private List<Wish.Forbid> forbids() {
        List<Wish.Forbid> forbids = new ArrayList<>();
        for (JsonNode element : elements("forbids")) {
            Optional<SubjectKind> kind =
                    SubjectKind.fromWord(element.path("kind").asText(""));
            String subject = element.path("subject").asText("");
            String reason = element.path("reason").asText("").strip();
            Optional<Period> period = period("forbids", element, "from", "to");
            if (kind.isEmpty() || !Inputs.isId(subject)) {
                body.error(
                        "forbids",
                        "field.oneOf",
                        "pump, canal, field",
                        element.path("kind").asText(""));
            } else if (reason.isEmpty()
                    || reason.length() > LONGEST_REASON
                    || reason.chars().anyMatch(Character::isISOControl)) {
                body.error("forbids", "field.textLength", LONGEST_REASON);
            } else {
                period.ifPresent(span -> forbids.add(new Wish.Forbid(kind.get(), subject, span, reason)));
            }
        }
        return forbids;
    }

    private List<Integer> releases() {
        List<Integer> releases = new ArrayList<>();
        for (JsonNode element : elements("releases")) {
            if (element.canConvertToInt() && element.isIntegralNumber()) {
                releases.add(element.intValue());
            } else {
                body.error("releases", "field.number");
            }
        }
        return releases;
    }

    private Optional<Period> period(String member, JsonNode element, String from, String to) {
        try {
            Instant start = OffsetDateTime.parse(element.path(from).asText("")).toInstant();
            Instant end = OffsetDateTime.parse(element.path(to).asText("")).toInstant();
            if (start.isBefore(end)) {
                return Optional.of(new Period(start, end));
            }
            body.error(member, "field.before", to);
        } catch (DateTimeException e) {
            body.error(
                    member,
                    "field.instant",
                    element.path(from).asText("") + " … " + element.path(to).asText(""));
        }
        return Optional.empty();
    }

    private List<JsonNode> elements(String name) {
        List<JsonNode> elements =
                body.optionalList(name).map(list -> list.valueStream().toList()).orElse(List.of());
        if (elements.size() > MOST) {
            body.error(name, "field.listLength", MOST);
            return List.of();
        }
        return elements;
    }
}
