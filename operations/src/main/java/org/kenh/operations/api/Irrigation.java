package org.kenh.operations.api;

import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.book.Books;
import org.kenh.operations.irrigation.demand.DemandOffice;
import org.kenh.operations.irrigation.desk.PlanDesk;
import org.kenh.operations.irrigation.execution.ExecutionDesk;
import org.kenh.operations.irrigation.field.IrrigationRegistry;

/**
 * What stands behind the API of the irrigation desk.
 *
 * @param registry pumps, canals, fields and what grows on those
 * @param key what schedules are signed with
 * @param desk requests, plans and their publication
 * @param demand what fields need
 * @param execution what became of plans, lockouts and stops
 * @param books what it took and cost
 * @param news of changes, for live streams
 */
public record Irrigation(
        IrrigationRegistry registry,
        ScheduleKey key,
        PlanDesk desk,
        DemandOffice demand,
        ExecutionDesk execution,
        Books books,
        IrrigationNews news) {
    /**
     * The public half of the key of schedules, for {@code centreKeys} of a site file.
     *
     * @param key base64 of an Ed25519 SubjectPublicKeyInfo
     */
    public record ScheduleKey(String id, String key) {}
}
