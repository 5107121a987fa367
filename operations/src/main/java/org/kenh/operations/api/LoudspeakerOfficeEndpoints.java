package org.kenh.operations.api;

import java.util.ArrayList;
import java.util.List;

/** Emergencies, reports and the way to the province. */
final class LoudspeakerOfficeEndpoints {
    private LoudspeakerOfficeEndpoints() {}

    static List<Endpoint> all(Backend backend, Places places, AuditTrail audit) {
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new LoudspeakerTemplateResource(backend, audit).endpoints());
        all.addAll(new LoudspeakerEmergencyResource(backend, audit).endpoints());
        all.add(new LoudspeakerReportResource(backend, places).endpoint());
        all.addAll(new LoudspeakerSourceResource(backend, audit).endpoints());
        return all;
    }
}
