package org.kenh.edge.sensor.modbus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Point;
import org.kenh.edge.sensor.Point.Template;

/** What a kind of device has in its registers: ready maps come as resources, and a site file may have its own. */
final class RegisterMap {
    /** The maps that come with the agent. */
    static final List<String> READY = List.of("sdm630", "level-4-20ma", "soft-starter-csx");

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private RegisterMap() {}

    /** The points of a driver's section: those of {@code map}, of which {@code only} may name some, and {@code points}. */
    static List<RegisterPoint> points(ConfigNode node, DriverSettings settings) {
        Span span = Span.of(node);
        RegisterMap map = node.has("map") ? ready(node.oneOf("map", READY), span) : nothing(node);
        List<String> only = node.texts("only");
        only.stream()
                .filter(name -> !map.entries.containsKey(name))
                .forEach(name ->
                        node.problem("only", "bảng không có \"" + name + "\"", "the map has no \"" + name + "\""));
        List<RegisterPoint> points = new ArrayList<>();
        Register usual = Register.sharedOfDriver(node, Register.USUAL);
        Map<String, RegisterPoint> own = new LinkedHashMap<>();
        node.list("points").forEach(entry -> {
            RegisterPoint point = point(entry, settings, map, usual, span);
            if (own.put(point.point().name(), point) != null) {
                entry.problem("name", "có hai lần", "is there twice");
            }
        });
        map.entries.forEach((name, entry) -> {
            if (!own.containsKey(name) && (only.isEmpty() || only.contains(name))) {
                Point point = Point.of(ConfigNode.parse("{}", "map"), settings, entry.template);
                points.add(new RegisterPoint(point, entry.register));
            }
        });
        points.addAll(own.values());
        return points;
    }

    private static RegisterMap nothing(ConfigNode node) {
        node.text("map", "");
        return new RegisterMap();
    }

    private static RegisterPoint point(
            ConfigNode node, DriverSettings settings, RegisterMap map, Register usual, Span span) {
        String name = node.text("name");
        Entry known = map.entries.get(name);
        Register register = known == null ? Register.of(node, usual) : Register.overruled(node, known.register);
        Template template = known == null ? Template.of(name, name) : known.template;
        return new RegisterPoint(Point.of(node, settings, span.over(node, flagged(template, register))), register);
    }

    private static Template flagged(Template template, Register register) {
        return register.isFlag() ? Template.flag(template.name()) : template;
    }

    /** Reads a map that comes with the agent. */
    static RegisterMap ready(String name, Span span) {
        ConfigNode node = ConfigNode.parse(resource(name), "map " + name);
        RegisterMap map = new RegisterMap();
        node.text("device");
        Register usual = Register.shared(node, Register.USUAL);
        for (ConfigNode entry : node.list("points")) {
            String point = entry.text("name");
            Register register = Register.of(entry, usual);
            Template template = new Template(
                    point,
                    point,
                    entry.text("unit", ""),
                    entry.number("scale", -Point.NO_BOUND, Point.NO_BOUND, 1),
                    entry.number("offset", -Point.NO_BOUND, Point.NO_BOUND, 0),
                    -Point.NO_BOUND,
                    Point.NO_BOUND,
                    false);
            map.entries.put(point, new Entry(register, span.over(entry, flagged(template, register))));
        }
        node.finish();
        return map;
    }

    private static String resource(String name) {
        try (InputStream in = RegisterMap.class.getResourceAsStream("maps/" + name + ".yaml")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("map " + name, e);
        }
    }

    private record Entry(Register register, Template template) {}
}
