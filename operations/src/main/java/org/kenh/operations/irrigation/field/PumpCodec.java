package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.kenh.operations.document.Members;
import org.kenh.operations.irrigation.field.Pump.CurvePoint;
import org.kenh.telemetry.DeviceId;

/** Pumps as JSON. */
final class PumpCodec extends Codec<Pump> {
    private static final double MOST_POWER = 10_000;
    private static final double MOST_HEAD = 200;
    private static final int MOST_STARTS = 60;
    private static final int MOST_PROBES = 10;
    private static final int MOST_POINTS = 50;
    private static final Duration LONGEST = Duration.ofHours(12);

    @Override
    public ObjectNode encode(Pump pump) {
        ObjectNode json = object().put("id", pump.id())
                .put("name", pump.name())
                .put("canal", pump.canal())
                .put("flow", pump.flow())
                .put("power", pump.power())
                .put("head", pump.head())
                .put("startsPerHour", pump.limits().startsPerHour())
                .put("minRun", pump.limits().minRun().toString())
                .put("minOff", pump.limits().minOff().toString());
        json.set("control", Parts.json(pump.control()));
        json.set("quiet", Parts.json(pump.limits().quiet()));
        json.set(
                "suction",
                pump.suction().map(limit -> Parts.json(limit, "minimum")).orElse(null));
        json.set(
                "quality",
                Parts.texts(pump.quality().stream().map(DeviceId::value).toList()));
        ArrayNode curve = json.putArray("curve");
        pump.curve()
                .forEach(point -> curve.addObject()
                        .put("flow", point.flow())
                        .put("head", point.head())
                        .put("efficiency", point.efficiency()));
        return json;
    }

    @Override
    Pump read(Members members, int revision) {
        return new Pump(
                Parts.id(members, "id"),
                members.requiredText("name", Parts.LONGEST_NAME),
                Parts.requiredControl(members, "control"),
                Parts.id(members, "canal"),
                members.required("flow", 0.001, Parts.MOST_FLOW),
                members.required("power", 0.1, MOST_POWER),
                members.required("head", 0.1, MOST_HEAD),
                limits(members),
                Parts.limit(members, "suction", "minimum"),
                Parts.devices(members, "quality", MOST_PROBES),
                curve(members),
                revision);
    }

    /** What is not given is as the engineering defaults for motors above 75 kW say, which suit smaller ones too. */
    private static Pump.Limits limits(Members members) {
        return new Pump.Limits(
                members.integer("startsPerHour", 1, MOST_STARTS).orElse(4),
                members.duration("minRun", Duration.ZERO, LONGEST).orElse(Duration.ofMinutes(15)),
                members.duration("minOff", Duration.ZERO, LONGEST).orElse(Duration.ofMinutes(10)),
                Parts.windows(members, "quiet"));
    }

    private static List<CurvePoint> curve(Members members) {
        List<JsonNode> elements = members.listOrNone("curve", MOST_POINTS);
        List<CurvePoint> points = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            Members element = members.element("curve", i, elements.get(i));
            CurvePoint point = new CurvePoint(
                    element.required("flow", 0, Parts.MOST_FLOW),
                    element.required("head", 0, MOST_HEAD),
                    element.required("efficiency", 0, 1));
            element.finish();
            if (!points.isEmpty() && point.flow() <= points.getLast().flow()) {
                element.add("flow", "field.curveOrder");
            }
            points.add(point);
        }
        return points;
    }
}
