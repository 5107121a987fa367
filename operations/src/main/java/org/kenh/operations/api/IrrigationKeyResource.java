package org.kenh.operations.api;

/** What irrigation schedules are signed with, as field agents must know it; the private half is never shown. */
final class IrrigationKeyResource {
    private final Irrigation.ScheduleKey key;

    IrrigationKeyResource(Backend backend) {
        this.key = backend.irrigation().key();
    }

    Endpoint endpoint() {
        return Endpoint.get("/irrigation/key", Endpoint.Access.SIGNED_IN, call -> Answer.ok(key));
    }
}
