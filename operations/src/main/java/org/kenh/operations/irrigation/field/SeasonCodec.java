package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.document.Members;
import org.kenh.telemetry.Excerpt;

/** Seasons as JSON. */
final class SeasonCodec extends Codec<Season> {
    private static final int LONGEST_VARIETY = 100;
    private static final int LONGEST_STAGE = 200;
    private static final int OLDEST_SEEDLINGS = 60;
    private static final int DEEPEST = 300;
    private static final int MOST_SPREADINGS = 20;
    private static final long LONGEST_SEASON = 400;
    private static final LocalDate EARLIEST = LocalDate.of(1950, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);
    private static final List<String> METHODS =
            Arrays.stream(Season.Method.values()).map(Season.Method::word).toList();

    @Override
    public ObjectNode encode(Season season) {
        ObjectNode json = object().put("id", season.id())
                .put("field", season.field())
                .put("crop", season.crop())
                .put("variety", season.variety())
                .put("method", season.method().word())
                .put("startsOn", season.startsOn().toString())
                .put("seedlingDays", season.seedlingDays().orElse(null))
                .put("awdThreshold", season.awdThreshold().orElse(null))
                .put("endedOn", season.endedOn().map(LocalDate::toString).orElse(null));
        ArrayNode stages = json.putArray("stageDays");
        season.stageDays().forEach(stages::add);
        ArrayNode fertiliser = json.putArray("fertiliser");
        season.fertiliser().forEach(day -> fertiliser.add(day.toString()));
        return json;
    }

    @Override
    Season read(Members members, int revision) {
        members.require("startsOn");
        LocalDate startsOn = day(members, "startsOn").orElse(EARLIEST);
        Optional<LocalDate> endedOn = day(members, "endedOn");
        if (endedOn.isPresent() && endedOn.get().isBefore(startsOn)) {
            members.add("endedOn", "field.after", startsOn);
        } else if (endedOn.isPresent() && endedOn.get().isAfter(startsOn.plusDays(LONGEST_SEASON))) {
            members.add("endedOn", "field.days", LONGEST_SEASON);
        }
        return new Season(
                members.find("id").map(JsonNode::asLong).orElse(0L),
                Parts.id(members, "field"),
                Parts.id(members, "crop"),
                members.text("variety", LONGEST_VARIETY).orElse(""),
                method(members),
                startsOn,
                stages(members),
                members.integer("seedlingDays", 0, OLDEST_SEEDLINGS),
                members.integer("awdThreshold", 0, DEEPEST),
                fertiliser(members),
                endedOn,
                revision);
    }

    private static Season.Method method(Members members) {
        members.require("method");
        return members.word("method", METHODS).flatMap(Season.Method::fromWord).orElse(Season.Method.SOWING);
    }

    private static Optional<LocalDate> day(Members members, String name) {
        Optional<LocalDate> day = members.date(name);
        if (day.isPresent() && (day.get().isBefore(EARLIEST) || day.get().isAfter(LATEST))) {
            members.add(name, "field.years");
            return Optional.empty();
        }
        return day;
    }

    private static List<Integer> stages(Members members) {
        List<JsonNode> elements = members.listOrNone("stageDays", Season.STAGES);
        boolean whole = elements.stream()
                .allMatch(element -> element.isInt() && element.intValue() >= 1 && element.intValue() <= LONGEST_STAGE);
        if (!whole || (!elements.isEmpty() && elements.size() != Season.STAGES)) {
            members.add("stageDays", "field.stageDays", Season.STAGES, LONGEST_STAGE);
            return List.of();
        }
        return elements.stream().map(JsonNode::intValue).toList();
    }

    private static List<LocalDate> fertiliser(Members members) {
        List<LocalDate> days = new ArrayList<>();
        for (JsonNode element : members.listOrNone("fertiliser", MOST_SPREADINGS)) {
            try {
                days.add(LocalDate.parse(element.asText()));
            } catch (DateTimeException e) {
                members.add("fertiliser", "field.date", Excerpt.of(element.asText()));
            }
        }
        return days.stream().sorted().distinct().toList();
    }
}
