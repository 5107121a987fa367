package org.kenh.operations.api;

import java.util.ArrayList;
import java.util.List;

/** All calls of the irrigation desk. */
final class IrrigationEndpoints {
    private IrrigationEndpoints() {}

    static List<Endpoint> all(Backend backend, AuditTrail audit) {
        List<Endpoint> all = new ArrayList<>();
        all.add(new IrrigationKeyResource(backend).endpoint());
        all.addAll(IrrigationWorkResource.endpoints(backend, audit));
        all.addAll(new IrrigationFileResource(backend, audit).endpoints());
        all.addAll(new IrrigationSeasonResource(backend, audit).endpoints());
        all.addAll(new IrrigationCropResource(backend, audit).endpoints());
        all.addAll(new IrrigationTariffResource(backend, audit).endpoints());
        all.addAll(new IrrigationPlanResource(backend, audit).endpoints());
        all.add(new IrrigationByHandResource(backend, audit).endpoint());
        all.addAll(new IrrigationRequestResource(backend, audit).endpoints());
        all.addAll(new IrrigationDemandResource(backend).endpoints());
        all.addAll(new IrrigationRainResource(backend, audit).endpoints());
        all.addAll(new IrrigationExecutionResource(backend, audit).endpoints());
        all.addAll(new IrrigationBookResource(backend).endpoints());
        return all;
    }
}
