package org.kenh.operations.loudspeaker.programme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.telemetry.Excerpt;

/** Reads a bulletin from JSON as people and other systems write it, and finds everything that is wrong with it. */
public final class BulletinReader {
    /** What a bulletin may have. */
    public static final Set<String> MEMBERS =
            Set.of("title", "class", "seconds", "sha256", "text", "area", "schedules");

    private static final Set<String> OF_SCHEDULES =
            Set.of("validFrom", "validTo", "weekdays", "times", "areas", "clusters", "order");
    private static final int LONGEST_SECONDS = 4 * 3600;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 5_000;
    private static final int LONGEST_ID = 64;
    private static final int MOST_SCHEDULES = 20;
    private static final int MOST_ITEMS = 1_000;
    private static final int HIGHEST_ORDER = 1_000;
    private static final Pattern HERE = Pattern.compile("T(H[ỨU])?\\s?[2-7]");
    private static final Set<String> SUNDAY = Set.of("CN", "CHỦ NHẬT", "CHU NHAT");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    private final List<Flaw> flaws = new ArrayList<>();

    private BulletinReader() {}

    /** The area, where none is given, is the usual one. */
    public static Outcome read(ObjectNode json, Optional<Origin> origin, String usualArea) {
        BulletinReader reader = new BulletinReader();
        reader.known(json, MEMBERS, "");
        Content content = new Content(
                origin,
                reader.text(json, "title", LONGEST_TITLE).orElseGet(() -> reader.missing("title")),
                reader.kind(json),
                reader.integer(json, "seconds", "seconds", 1, LONGEST_SECONDS)
                        .orElseGet(() -> reader.missing("seconds", 1)),
                reader.hash(json),
                reader.text(json, "text", LONGEST_TEXT),
                reader.text(json, "area", LONGEST_ID).orElse(usualArea),
                reader.schedules(json.path("schedules")));
        return reader.flaws.isEmpty() ? new Outcome.Read(content) : new Outcome.Refused(reader.flaws);
    }

    private BulletinClass kind(JsonNode json) {
        String word = json.path("class").asText("normal").toLowerCase(Locale.ROOT);
        return BulletinClass.fromWord(word).orElseGet(() -> {
            flaw("class", "field.oneOf", "normal, priority, emergency", Excerpt.of(word));
            return BulletinClass.NORMAL;
        });
    }

    private Optional<String> hash(JsonNode json) {
        Optional<String> text = text(json, "sha256", LONGEST_ID);
        if (text.filter(given -> !HASH.matcher(given).matches()).isPresent()) {
            flaw("sha256", "field.form", Excerpt.of(text.get()));
        }
        return text.map(given -> given.toLowerCase(Locale.ROOT));
    }

    private List<Schedule> schedules(JsonNode list) {
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray() || list.size() > MOST_SCHEDULES) {
            flaw("schedules", "field.listLength", MOST_SCHEDULES);
            return List.of();
        }
        List<Schedule> schedules = new ArrayList<>();
        for (JsonNode node : list) {
            schedules.add(schedule(node, "schedules[" + schedules.size() + "]."));
        }
        return schedules;
    }

    private Schedule schedule(JsonNode json, String place) {
        if (!json.isObject()) {
            flaw(place + "validFrom", "field.object");
        }
        known(json, OF_SCHEDULES, place);
        LocalDate from = date(json, place, "validFrom").orElseGet(() -> {
            flaw(place + "validFrom", "field.required");
            return LocalDate.EPOCH;
        });
        Optional<LocalDate> to = date(json, place, "validTo");
        if (to.filter(from::isAfter).isPresent()) {
            flaw(place + "validTo", "field.after", "validFrom");
        }
        List<LocalTime> times = items(json, place, "times", BulletinReader::time);
        if (times.isEmpty()) {
            flaw(place + "times", "field.required");
        }
        List<DayOfWeek> days = items(json, place, "weekdays", BulletinReader::day);
        List<String> areas = items(json, place, "areas", Optional::of);
        List<String> clusters = items(json, place, "clusters", Optional::of);
        if (areas.isEmpty() && clusters.isEmpty()) {
            flaw(place + "areas", "field.required");
        }
        return new Schedule(
                from,
                to,
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.copyOf(days),
                times,
                areas,
                clusters,
                integer(json, "order", place + "order", 0, HIGHEST_ORDER).orElse(0));
    }

    private <T> List<T> items(JsonNode json, String place, String member, Function<String, Optional<T>> parser) {
        JsonNode list = json.path(member);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray() || list.size() > MOST_ITEMS) {
            flaw(place + member, "field.listLength", MOST_ITEMS);
            return List.of();
        }
        List<T> items = new ArrayList<>();
        for (JsonNode node : list) {
            String text = node.asText("");
            Optional<T> item = text.isEmpty() || text.length() > LONGEST_ID ? Optional.empty() : parser.apply(text);
            item.ifPresentOrElse(items::add, () -> flaw(place + member, "field.form", Excerpt.of(text)));
        }
        return items;
    }

    private static Optional<LocalTime> time(String text) {
        try {
            return Optional.of(LocalTime.parse(text.length() == 4 ? "0" + text : text))
                    .filter(time -> time.getSecond() == 0 && time.getNano() == 0);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** By name, or 1 for Monday to 7; or as people here count: T2, thứ 2 for Monday to T7 and CN. */
    private static Optional<DayOfWeek> day(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        Optional<DayOfWeek> counted = HERE.matcher(word).matches()
                ? Optional.of(DayOfWeek.of(word.charAt(word.length() - 1) - '1'))
                : Optional.empty();
        if (counted.isPresent() || SUNDAY.contains(word)) {
            return counted.or(() -> Optional.of(DayOfWeek.SUNDAY));
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equals(word) || String.valueOf(day.getValue()).equals(word)) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private Optional<LocalDate> date(JsonNode json, String place, String member) {
        Optional<String> text =
                Optional.of(json.path(member)).filter(JsonNode::isTextual).map(JsonNode::textValue);
        try {
            return text.map(LocalDate::parse);
        } catch (DateTimeException e) {
            flaw(place + member, "field.date", Excerpt.of(text.orElse("")));
            return Optional.of(LocalDate.EPOCH);
        }
    }

    private Optional<Integer> integer(JsonNode json, String member, String place, int least, int most) {
        JsonNode node = json.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            flaw(place, "field.integer", least, most, Excerpt.of(node.asText()));
            return Optional.of(least);
        }
        return Optional.of(node.intValue());
    }

    private Optional<String> text(JsonNode json, String member, int longest) {
        JsonNode node = json.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        String text = node.isTextual() ? node.textValue().strip() : "";
        boolean clean = text.chars().allMatch(c -> c == '\n' || c == '\r' || c == '\t' || !Character.isISOControl(c));
        if (!node.isTextual() || text.length() > longest || !clean) {
            flaw(member, "field.textLength", longest);
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private void known(JsonNode json, Set<String> members, String place) {
        Set<String> given = new HashSet<>();
        json.fieldNames().forEachRemaining(given::add);
        given.removeAll(members);
        given.forEach(member -> flaw(place + Excerpt.of(member), "field.unknown"));
    }

    private String missing(String member) {
        return missing(member, "-");
    }

    private <T> T missing(String member, T instead) {
        flaw(member, "field.required");
        return instead;
    }

    private void flaw(String member, String key, Object... arguments) {
        flaws.add(Flaw.of(member, key, arguments));
    }

    /** How reading ended. */
    public sealed interface Outcome {
        record Read(Content content) implements Outcome {}

        record Refused(List<Flaw> flaws) implements Outcome {
            public Refused {
                flaws = List.copyOf(flaws);
            }
        }
    }
}
