package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.kenh.operations.document.Members;

/** Canals as JSON. */
final class CanalCodec extends Codec<Canal> {
    private static final int MOST_AT_ONCE = 100;

    @Override
    public ObjectNode encode(Canal canal) {
        ObjectNode json = object().put("id", canal.id())
                .put("name", canal.name())
                .put("area", canal.area())
                .put("parent", canal.parent().orElse(null))
                .put("capacity", canal.capacity())
                .put("openAtOnce", canal.openAtOnce())
                .put("efficiency", canal.efficiency());
        json.set("level", canal.level().map(limit -> Parts.json(limit, "high")).orElse(null));
        json.set(
                "flood", canal.flood().map(limit -> Parts.json(limit, "level1")).orElse(null));
        return json;
    }

    @Override
    Canal read(Members members, int revision) {
        return new Canal(
                Parts.id(members, "id"),
                members.requiredText("name", Parts.LONGEST_NAME),
                Parts.id(members, "area"),
                Parts.optionalId(members, "parent"),
                members.required("capacity", 0.001, Parts.MOST_FLOW),
                members.integer("openAtOnce", 1, MOST_AT_ONCE).orElse(1),
                members.number("efficiency", 0.05, 1).orElse(1.0),
                Parts.limit(members, "level", "high"),
                Parts.limit(members, "flood", "level1"),
                revision);
    }
}
