package org.kenh.operations.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import org.kenh.operations.irrigation.agronomy.Crop;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.Crops;
import org.kenh.operations.irrigation.field.KeptCrop;
import org.kenh.operations.irrigation.field.KeptCrop.Change;
import org.kenh.telemetry.Excerpt;

/** The crop library and what staff have changed in it. It holds for the whole district. */
final class IrrigationCropResource {
    private static final String PATH = "/irrigation/crops";
    private static final String VERSION = "version";
    private static final List<String> READ_ONLY = List.of("changedAt", "changedBy");

    private final Crops crops;
    private final AuditTrail audit;

    IrrigationCropResource(Backend backend, AuditTrail audit) {
        this.crops = backend.irrigation().registry().crops();
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        String one = PATH + "/{id}";
        return List.of(
                Endpoint.get(PATH, Endpoint.Access.EVERY_ROLE, this::list),
                new Endpoint(HttpMethod.PUT, one, IrrigationAnswers.CHANGERS, this::change, Endpoint.SMALL_BODY),
                Endpoint.get(one + "/versions", Endpoint.Access.EVERY_ROLE, this::versions));
    }

    private Answer list(Call call) {
        call.query().finish();
        return Answer.ok(crops.all().stream().map(IrrigationCropResource::view).toList());
    }

    private Answer versions(Call call) {
        call.query().finish();
        List<KeptCrop> history = crops.history(call.path("id"));
        if (history.isEmpty()) {
            throw Problem.notFound(Excerpt.of(call.path("id")));
        }
        return Answer.ok(history.stream().map(IrrigationCropResource::view).toList());
    }

    /** A crop is the same in every commune, so only who sees the whole district changes it. */
    private Answer change(Call call) {
        call.query().finish();
        if (!call.scope().isEverything()) {
            throw Problem.of(403, "problem.forbidden");
        }
        String id = call.path("id");
        KeptCrop before = crops.find(id).orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
        ObjectNode body = call.document();
        List<Problem.FieldError> errors = new ArrayList<>();
        int base = IrrigationAnswers.number(body.remove(VERSION), VERSION, 0, errors);
        String reason = IrrigationAnswers.reason(body, errors);
        body.remove(READ_ONLY);
        body.put("id", before.crop().id());
        Crop crop = IrrigationAnswers.read(Codecs.CROP, body, 0, errors);
        IrrigationAnswers.throwIfAny(errors);
        Crops.Author author = new Crops.Author(call.username(), reason);
        IrrigationAnswers.requireDone(crops.change(crop, base, author), id);
        KeptCrop kept = crops.find(id).orElse(before);
        AuditTrail.Deed deed = new AuditTrail.Deed(id, "version=" + kept.version() + " " + reason);
        IrrigationAnswers.writeDown(audit, call, "irrigation.crop.change", deed);
        return Answer.ok(view(kept));
    }

    private static ObjectNode view(KeptCrop kept) {
        return Codecs.CROP
                .encode(kept.crop())
                .put(VERSION, kept.version())
                .put("reason", kept.change().map(Change::reason).orElse(null))
                .put(
                        "changedAt",
                        kept.change().map(change -> change.at().toString()).orElse(null))
                .put("changedBy", kept.change().map(Change::by).orElse(null));
    }
}
