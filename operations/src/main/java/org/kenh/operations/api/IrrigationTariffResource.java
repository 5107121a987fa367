package org.kenh.operations.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.Tariffs;
import org.kenh.operations.irrigation.plan.TariffVersion;

/** What electricity costs when, in versions that never change. */
final class IrrigationTariffResource {
    private static final String PATH = "/irrigation/tariffs";

    private final Tariffs tariffs;
    private final AuditTrail audit;

    IrrigationTariffResource(Backend backend, AuditTrail audit) {
        this.tariffs = backend.irrigation().registry().tariffs();
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, Endpoint.Access.EVERY_ROLE, this::list),
                Endpoint.post(PATH, IrrigationAnswers.CHANGERS, this::create));
    }

    private Answer list(Call call) {
        call.query().finish();
        List<ObjectNode> kept =
                tariffs.all().stream().map(IrrigationTariffResource::view).toList();
        return Answer.ok(kept.isEmpty() ? example() : kept);
    }

    /** Plans are reckoned with it until somebody enters the prices of the district; people must see that. */
    private List<ObjectNode> example() {
        return tariffs.calendar().versions().reversed().stream()
                .map(version -> Codecs.TARIFF.encode(version).put("example", true))
                .toList();
    }

    /** Plans of the whole district are reckoned with it, so only who sees all of that enters one. */
    private Answer create(Call call) {
        call.query().finish();
        if (!call.scope().isEverything()) {
            throw Problem.of(403, "problem.forbidden");
        }
        TariffVersion tariff = IrrigationAnswers.read(Codecs.TARIFF, call.document(), 0, List.of());
        Saved saved = tariffs.add(tariff, call.username());
        if (saved instanceof Saved.Exists(String day)) {
            throw Problem.conflict("validFrom", "problem.tariffExists", day);
        }
        IrrigationAnswers.requireDone(saved, tariff.name());
        AuditTrail.Deed deed =
                new AuditTrail.Deed(tariff.name(), tariff.validFrom().toString());
        IrrigationAnswers.writeDown(audit, call, "irrigation.tariff.create", deed);
        return tariffs.all().stream()
                .filter(kept -> kept.tariff().validFrom().equals(tariff.validFrom()))
                .findFirst()
                .map(kept -> new Answer.Body(201, view(kept), Map.of()))
                .orElseThrow();
    }

    private static ObjectNode view(Tariffs.Kept kept) {
        return Codecs.TARIFF
                .encode(kept.tariff())
                .put("id", kept.id())
                .put("createdAt", kept.createdAt().toString())
                .put("createdBy", kept.createdBy());
    }
}
