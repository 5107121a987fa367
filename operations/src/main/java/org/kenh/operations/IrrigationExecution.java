package org.kenh.operations;

import java.util.Optional;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.operations.background.Rounds;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.desk.PlanDesk;
import org.kenh.operations.irrigation.execution.ExecutionDesk;
import org.kenh.operations.irrigation.execution.Links;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlLockoutStore;
import org.kenh.operations.timescale.SqlReplanStore;
import org.kenh.operations.timescale.SqlStopStore;
import org.kenh.operations.timescale.SqlTurnAccounts;

/** Opens what follows the irrigation plan. */
final class IrrigationExecution {
    private IrrigationExecution() {}

    static ExecutionDesk.Stores stores(OperationsDatabase database) {
        return new ExecutionDesk.Stores(
                new SqlTurnAccounts(database),
                new SqlLockoutStore(database),
                new SqlStopStore(database),
                new SqlReplanStore(database));
    }

    static ExecutionDesk open(Foundation foundation, Storage storage, Desk office, Known known) {
        ExecutionDesk desk = new ExecutionDesk(
                known.stores(),
                known.plans(),
                new ExecutionDesk.World(
                        known.registry(),
                        storage.ingest().series(),
                        links(storage.ingest().presence()),
                        office.commands(),
                        office.alarms().flags(),
                        known.news(),
                        foundation.clock()));
        Rounds following = desk.start();
        foundation.closing().add("irrigation execution", following::close);
        return desk;
    }

    private static Links links(PresenceBoard presence) {
        return device -> Optional.of(presence.of(device))
                .filter(known -> known.state() == Presence.State.ONLINE)
                .map(Presence::since);
    }

    /** What the irrigation desk has by then. */
    record Known(ExecutionDesk.Stores stores, IrrigationRegistry registry, PlanDesk plans, IrrigationNews news) {}
}
