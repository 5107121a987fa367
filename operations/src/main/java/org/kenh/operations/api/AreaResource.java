package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.document.Outline;

/** Administrative units and zones. */
final class AreaResource {
    private static final int LARGEST_OUTLINE = 1024 * 1024;
    private static final int MOST_OUTLINE_POINTS = 20_000;

    private final Registry registry;
    private final AuditTrail audit;

    AreaResource(Backend backend, AuditTrail audit) {
        this.registry = backend.telemetry().registry();
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/areas", Endpoint.Access.EVERY_ROLE, this::list),
                Endpoint.post("/areas", Endpoint.Access.ADMINISTRATOR, this::create)
                        .withBodyUpTo(LARGEST_OUTLINE));
    }

    private Answer list(Call call) {
        call.query().finish();
        return Answer.ok(registry.areas().stream()
                .filter(area -> call.scope().contains(area.id()))
                .map(AreaResource::view)
                .toList());
    }

    private Answer create(Call call) {
        Area area = read(call);
        Outcomes.requireDone(registry.createArea(area), area.id());
        audit.write(call, "area.create", area.id(), area.code() + " " + area.name());
        return Answer.created(view(area), "/api/v1/areas");
    }

    private static Area read(Call call) {
        JsonBody body = call.body();
        Area area = new Area(
                body.formed("id", Inputs::isId),
                body.text("code", 35),
                body.text("name", 200),
                body.formed("kind", Inputs::isKind),
                body.optionalFormed("parent", Inputs::isId),
                body.optionalDate("validFrom"),
                body.optionalDate("validTo"),
                body.optionalFormed("replacedBy", Inputs::isId),
                body.optionalObject("outline").map(JsonNode::toString));
        if (isBackwards(area)) {
            body.error("validTo", "field.after", "validFrom");
        }
        body.optionalObject("outline")
                .filter(outline ->
                        Outline.polygons(outline, MOST_OUTLINE_POINTS).isEmpty())
                .ifPresent(outline -> body.error("outline", "field.outline"));
        boolean inScope =
                area.parent().map(call.scope()::contains).orElse(call.scope().isEverything());
        if (!inScope) {
            body.error("parent", "field.reference", area.parent().orElse(""));
        }
        body.finish();
        return area;
    }

    private static boolean isBackwards(Area area) {
        return area.validFrom().isPresent()
                && area.validTo().isPresent()
                && !area.validTo().get().isAfter(area.validFrom().get());
    }

    private static AreaView view(Area area) {
        return new AreaView(
                area.id(),
                area.code(),
                area.name(),
                area.kind(),
                area.parent().orElse(null),
                area.validFrom().orElse(null),
                area.validTo().orElse(null),
                area.replacedBy().orElse(null),
                area.outline().map(Json::stored).orElse(null));
    }

    record AreaView(
            String id,
            String code,
            String name,
            String kind,
            @Nullable String parent,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo,
            @Nullable String replacedBy,
            @Nullable JsonNode outline) {}
}
