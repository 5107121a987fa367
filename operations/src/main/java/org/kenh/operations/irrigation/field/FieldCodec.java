package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.kenh.operations.OperationsException;
import org.kenh.operations.account.Account;
import org.kenh.operations.document.Members;
import org.kenh.telemetry.DeviceId;

/** Fields as JSON. */
final class FieldCodec extends Codec<Field> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MOST_HECTARES = 2_000;
    private static final double MOST_BUND = 1_000;
    private static final double MOST_PERCOLATION = 100;
    private static final int MOST_USERS = 50;
    /** A silty clay loam of the delta: FAO-56, table 19. */
    private static final Soil SOIL = new Soil(0.36, 0.20, 0.48, 0.06, 3);

    @Override
    public ObjectNode encode(Field field) {
        Field.Inlet inlet = field.inlet();
        Field.Sensors sensors = field.sensors();
        ObjectNode json = object().put("id", field.id())
                .put("name", field.name())
                .put("area", field.area())
                .put("canal", inlet.canal())
                .put("hectares", field.hectares())
                .put("flow", inlet.flow())
                .put("efficiency", inlet.efficiency())
                .put("bund", field.bund())
                .put("weather", sensors.weather().map(DeviceId::value).orElse(null))
                .put("rain", sensors.rain().map(DeviceId::value).orElse(null))
                .put("cooperative", field.cooperative());
        json.set("outline", field.outline().map(FieldCodec::geometry).orElse(null));
        json.set("valve", inlet.valve().map(Parts::json).orElse(null));
        json.set("soil", soil(field.soil()));
        json.set("depth", sensors.depth().map(Parts::json).orElse(null));
        json.set("moisture", sensors.moisture().map(Parts::json).orElse(null));
        json.set("users", Parts.texts(field.users()));
        json.set("quiet", Parts.json(field.quiet()));
        return json;
    }

    @Override
    Field read(Members members, int revision) {
        return new Field(
                Parts.id(members, "id"),
                members.requiredText("name", Parts.LONGEST_NAME),
                Parts.id(members, "area"),
                members.required("hectares", 0.001, MOST_HECTARES),
                outline(members),
                inlet(members),
                soil(members),
                members.number("bund", 0, MOST_BUND).orElse(0.0),
                sensors(members),
                members.text("cooperative", Parts.LONGEST_NAME).orElse(""),
                Parts.texts(members, "users", MOST_USERS, Account::isUsername),
                Parts.windows(members, "quiet"),
                revision);
    }

    private static Field.Inlet inlet(Members members) {
        return new Field.Inlet(
                Parts.id(members, "canal"),
                Parts.control(members, "valve"),
                members.required("flow", 0.0001, Parts.MOST_FLOW),
                members.number("efficiency", 0.05, 1).orElse(0.6));
    }

    private static Field.Sensors sensors(Members members) {
        return new Field.Sensors(
                Parts.seriesPlace(members, "depth"),
                Parts.seriesPlace(members, "moisture"),
                Parts.optionalDevice(members, "weather"),
                Parts.optionalDevice(members, "rain"));
    }

    private static Optional<String> outline(Members members) {
        Optional<String> flaw = members.find("outline").flatMap(Outlines::flaw);
        if (flaw.isPresent()) {
            members.add("outline", flaw.get());
            return Optional.empty();
        }
        return members.find("outline").map(Object::toString);
    }

    private static Soil soil(Members members) {
        if (!members.has("soil")) {
            return SOIL;
        }
        Members given = members.object("soil");
        Soil soil = new Soil(
                given.number("fieldCapacity", 0.02, 0.7).orElse(SOIL.fieldCapacity()),
                given.number("wiltingPoint", 0.01, 0.6).orElse(SOIL.wiltingPoint()),
                given.number("saturation", 0.05, 0.9).orElse(SOIL.saturation()),
                given.number("drainable", 0.005, 0.5).orElse(SOIL.drainable()),
                given.number("percolation", 0, MOST_PERCOLATION).orElse(SOIL.percolation()));
        given.finish();
        if (soil.wiltingPoint() >= soil.fieldCapacity()) {
            given.add("wiltingPoint", "field.soilOrder");
        }
        if (soil.fieldCapacity() >= soil.saturation()) {
            given.add("fieldCapacity", "field.soilOrder");
        }
        return soil;
    }

    private static ObjectNode soil(Soil soil) {
        return object().put("fieldCapacity", soil.fieldCapacity())
                .put("wiltingPoint", soil.wiltingPoint())
                .put("saturation", soil.saturation())
                .put("drainable", soil.drainable())
                .put("percolation", soil.percolation());
    }

    private static com.fasterxml.jackson.databind.JsonNode geometry(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new OperationsException("an outline is not JSON", e);
        }
    }
}
