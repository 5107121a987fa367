package org.kenh.operations.api;

import java.util.ArrayList;
import java.util.List;

/** All of the loudspeaker desk. */
final class LoudspeakerEndpoints {
    private LoudspeakerEndpoints() {}

    static List<Endpoint> all(Backend backend, Places places, AuditTrail audit) {
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new LoudspeakerClusterResource(backend, places, audit).endpoints());
        all.addAll(new LoudspeakerBulletinResource(backend, audit).endpoints());
        all.addAll(new LoudspeakerSlotResource(backend, places).endpoints());
        all.addAll(new LoudspeakerOrderResource(backend, audit).endpoints());
        all.add(new LoudspeakerExceptionResource(backend, places).endpoint());
        return all;
    }
}
