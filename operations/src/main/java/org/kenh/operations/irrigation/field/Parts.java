package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.kenh.operations.document.Members;
import org.kenh.operations.irrigation.plan.WeeklyWindow;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.SeriesName;

/** What the records of the registry have in common, as JSON. */
final class Parts {
    static final int LONGEST_NAME = 200;
    /** m³/s; no canal of a district carries more. */
    static final double MOST_FLOW = 100;

    private static final int LONGEST_ID = 64;
    private static final int MOST_WINDOWS = 20;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final List<String> DAYS =
            Arrays.stream(DayOfWeek.values()).map(DayOfWeek::name).toList();
    private static final DeviceId NO_DEVICE = DeviceId.of("x");
    private static final SeriesName NO_SERIES = SeriesName.of("x");

    private Parts() {}

    /** An id that must be there. */
    static String id(Members members, String name) {
        members.require(name);
        return optionalId(members, name).orElse("x");
    }

    static Optional<String> optionalId(Members members, String name) {
        return formed(members, name, text -> ID.matcher(text).matches());
    }

    static DeviceId device(Members members, String name) {
        members.require(name);
        return optionalDevice(members, name).orElse(NO_DEVICE);
    }

    static Optional<DeviceId> optionalDevice(Members members, String name) {
        return formed(members, name, DeviceId::isValid).map(DeviceId::of);
    }

    static List<DeviceId> devices(Members members, String name, int most) {
        return texts(members, name, most, DeviceId::isValid).stream()
                .map(DeviceId::of)
                .toList();
    }

    /** Texts of one form, each once. */
    static List<String> texts(Members members, String name, int most, Predicate<String> form) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : members.listOrNone(name, most)) {
            boolean fits =
                    element.isTextual() && form.test(element.textValue()) && !texts.contains(element.textValue());
            if (fits) {
                texts.add(element.textValue());
            } else {
                members.add(name, "field.form", Excerpt.of(element.asText()));
            }
        }
        return texts;
    }

    static Optional<SeriesPlace> seriesPlace(Members members, String name) {
        return members.has(name) ? Optional.of(inside(members.object(name))) : Optional.empty();
    }

    static Optional<Control> control(Members members, String name) {
        return members.has(name) ? Optional.of(requiredControl(members, name)) : Optional.empty();
    }

    static Control requiredControl(Members members, String name) {
        members.require(name);
        if (!members.has(name)) {
            return new Control(NO_DEVICE, "x");
        }
        Members inside = members.object(name);
        Control control = new Control(device(inside, "device"), id(inside, "target"));
        inside.finish();
        return control;
    }

    /** A limit whose level stands under the name {@code level}. */
    static Optional<Limit> limit(Members members, String name, String level) {
        if (!members.has(name)) {
            return Optional.empty();
        }
        Members object = members.object(name);
        double metres = object.required(level, -50, 100);
        return Optional.of(new Limit(inside(object), metres));
    }

    static List<WeeklyWindow> windows(Members members, String name) {
        List<JsonNode> elements = members.listOrNone(name, MOST_WINDOWS);
        List<WeeklyWindow> windows = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            windows.add(window(members.element(name, i, elements.get(i))));
        }
        return windows;
    }

    static ObjectNode json(SeriesPlace place) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("device", place.device().value())
                .put("series", place.series().value());
    }

    static ObjectNode json(Control control) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("device", control.device().value())
                .put("target", control.target());
    }

    static ObjectNode json(Limit limit, String level) {
        return json(limit.place()).put(level, limit.level());
    }

    static ArrayNode json(List<WeeklyWindow> windows) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (WeeklyWindow window : windows) {
            ObjectNode object = array.addObject();
            ArrayNode days = object.putArray("days");
            new TreeSet<>(window.days()).forEach(day -> days.add(day.name()));
            object.put("from", window.from().toString()).put("to", window.to().toString());
        }
        return array;
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    /** Without days it is meant for every day. */
    private static WeeklyWindow window(Members members) {
        Set<DayOfWeek> days = new TreeSet<>();
        texts(members, "days", DAYS.size(), DAYS::contains).forEach(day -> days.add(DayOfWeek.valueOf(day)));
        WeeklyWindow window = new WeeklyWindow(
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, time(members, "from"), time(members, "to"));
        members.finish();
        return window;
    }

    private static LocalTime time(Members members, String name) {
        members.require(name);
        return formed(members, name, Parts::isTime).map(LocalTime::parse).orElse(LocalTime.MIDNIGHT);
    }

    private static boolean isTime(String text) {
        try {
            return text.length() == "00:00".length() && LocalTime.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static SeriesPlace inside(Members members) {
        DeviceId device = device(members, "device");
        members.require("series");
        SeriesName series = formed(members, "series", SeriesName::isValid)
                .map(SeriesName::of)
                .orElse(NO_SERIES);
        members.finish();
        return new SeriesPlace(device, series);
    }

    private static Optional<String> formed(Members members, String name, Predicate<String> form) {
        Optional<String> text = members.text(name, Math.max(LONGEST_ID, SeriesName.LONGEST));
        if (text.isPresent() && !form.test(text.get())) {
            members.add(name, "field.form", Excerpt.of(text.get()));
            return Optional.empty();
        }
        return text;
    }
}
