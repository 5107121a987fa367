package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.kenh.operations.document.Members;
import org.kenh.operations.irrigation.agronomy.Crop;
import org.kenh.operations.irrigation.agronomy.CropCoefficients;
import org.kenh.operations.irrigation.agronomy.RootDepth;
import org.kenh.operations.irrigation.agronomy.StageLengths;

/** Crops as JSON. */
final class CropCodec extends Codec<Crop> {
    private static final int LONGEST_SOURCE = 500;
    private static final int LONGEST_STAGE = 180;

    @Override
    public ObjectNode encode(Crop crop) {
        ObjectNode json = object().put("id", crop.id())
                .put("kind", crop.kind().name().toLowerCase(Locale.ROOT))
                .put("depletion", crop.depletion())
                .put("height", crop.height())
                .put("source", crop.source());
        json.putObject("name").put("vi", crop.name().vi()).put("en", crop.name().en());
        CropCoefficients kc = crop.coefficients();
        json.putArray("kc").add(kc.initial()).add(kc.mid()).add(kc.end());
        StageLengths stages = crop.stages();
        json.putArray("stages")
                .add(stages.initial())
                .add(stages.development())
                .add(stages.mid())
                .add(stages.late());
        json.putArray("roots").add(crop.roots().planted()).add(crop.roots().grown());
        return json;
    }

    @Override
    Crop read(Members members, int revision) {
        return new Crop(
                id(members),
                name(members),
                members.word("kind", List.of("paddy", "dry")).orElse("dry").equals("paddy")
                        ? Crop.Kind.PADDY
                        : Crop.Kind.DRY,
                coefficients(members),
                stages(members),
                roots(members),
                Math.max(0.1, members.required("depletion", 0.1, 0.8)),
                members.required("height", 0.05, 10),
                members.requiredText("source", LONGEST_SOURCE));
    }

    private static String id(Members members) {
        String id = members.requiredText("id", 40);
        if (!id.matches("[a-z][a-z0-9-]{0,39}")) {
            members.add("id", "field.form", id);
            return "x";
        }
        return id;
    }

    private static Crop.Name name(Members members) {
        Members name = members.object("name");
        Crop.Name texts =
                new Crop.Name(name.requiredText("vi", Parts.LONGEST_NAME), name.requiredText("en", Parts.LONGEST_NAME));
        name.finish();
        return texts;
    }

    private static CropCoefficients coefficients(Members members) {
        List<Double> kc = numbers(members, "kc", 3, 0, 2);
        return new CropCoefficients(kc.get(0), kc.get(1), kc.get(2));
    }

    private static StageLengths stages(Members members) {
        List<Integer> days = numbers(members, "stages", Season.STAGES, 1, LONGEST_STAGE).stream()
                .map(Double::intValue)
                .toList();
        return new StageLengths(days.get(0), days.get(1), days.get(2), days.get(3));
    }

    private static RootDepth roots(Members members) {
        List<Double> depths = numbers(members, "roots", 2, 0.05, 3);
        if (depths.get(1) < depths.get(0)) {
            members.add("roots", "field.rootOrder");
        }
        return new RootDepth(depths.get(0), Math.max(depths.get(0), depths.get(1)));
    }

    /** So many numbers within the bounds; the least where they are not that. */
    private static List<Double> numbers(Members members, String name, int size, double least, double most) {
        members.require(name);
        List<JsonNode> elements = members.listOrNone(name, size);
        boolean right = elements.size() == size
                && elements.stream()
                        .allMatch(element ->
                                element.isNumber() && element.doubleValue() >= least && element.doubleValue() <= most);
        if (!right) {
            members.add(name, "field.numbers", size, least, most);
        }
        return right
                ? elements.stream().map(JsonNode::doubleValue).toList()
                : java.util.Collections.nCopies(size, least);
    }
}
