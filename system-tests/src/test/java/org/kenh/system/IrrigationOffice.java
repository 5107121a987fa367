package org.kenh.system;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.kenh.ingest.presence.Presence;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.demand.DemandDesk;
import org.kenh.operations.irrigation.demand.DemandSettings;
import org.kenh.operations.irrigation.demand.DemandStore;
import org.kenh.operations.irrigation.demand.PlanNeeds;
import org.kenh.operations.irrigation.demand.StoredForecasts;
import org.kenh.operations.irrigation.desk.PlanDesk;
import org.kenh.operations.irrigation.desk.Plans;
import org.kenh.operations.irrigation.desk.Publishing;
import org.kenh.operations.irrigation.desk.RegistryWorks;
import org.kenh.operations.irrigation.desk.Requests;
import org.kenh.operations.irrigation.desk.ScheduleWriter;
import org.kenh.operations.irrigation.desk.Solver;
import org.kenh.operations.irrigation.desk.Stores;
import org.kenh.operations.irrigation.desk.Surroundings;
import org.kenh.operations.irrigation.execution.AccountedCourses;
import org.kenh.operations.irrigation.execution.AccountedWater;
import org.kenh.operations.irrigation.execution.ExecutionDesk;
import org.kenh.operations.irrigation.execution.Holds;
import org.kenh.operations.irrigation.execution.MeasuredPumps;
import org.kenh.operations.timescale.SqlDemandStore;
import org.kenh.operations.timescale.SqlLockoutStore;
import org.kenh.operations.timescale.SqlPlanStore;
import org.kenh.operations.timescale.SqlReplanStore;
import org.kenh.operations.timescale.SqlRequestStore;
import org.kenh.operations.timescale.SqlStopStore;
import org.kenh.operations.timescale.SqlTurnAccounts;
import org.kenh.telemetry.DeviceId;

/** The irrigation desk as the server opens it, without threads of its own. */
final class IrrigationOffice {
    final DemandStore days;
    final DemandDesk demand;
    final PlanDesk plans;
    final ExecutionDesk execution;
    final Map<Flag, Map<DeviceId, Integer>> alarms = new HashMap<>();

    private final Map<Flag, Map<DeviceId, Boolean>> flags = new HashMap<>();

    IrrigationOffice(DistrictCentre centre, Solver solver) {
        IrrigationNews news = new IrrigationNews(centre.clock);
        ExecutionDesk.Stores kept = new ExecutionDesk.Stores(
                new SqlTurnAccounts(centre.database),
                new SqlLockoutStore(centre.database),
                new SqlStopStore(centre.database),
                new SqlReplanStore(centre.database));
        days = new SqlDemandStore(centre.database);
        demand = new DemandDesk(
                new DemandDesk.World(
                        centre.ingest.registry(),
                        centre.ingest.series(),
                        centre.registry,
                        days,
                        new StoredForecasts(centre.ingest.registry(), days),
                        new AccountedWater(kept.accounts()),
                        news,
                        centre.clock),
                DemandSettings.STANDARD);
        plans = planDesk(centre, solver, kept, news);
        execution = new ExecutionDesk(
                kept,
                plans,
                new ExecutionDesk.World(
                        centre.registry,
                        centre.ingest.series(),
                        device -> Optional.of(centre.ingest.presence().of(device))
                                .filter(known -> known.state() == Presence.State.ONLINE)
                                .map(Presence::since),
                        centre.commands,
                        this::flag,
                        news,
                        centre.clock));
    }

    private PlanDesk planDesk(DistrictCentre centre, Solver solver, ExecutionDesk.Stores kept, IrrigationNews news) {
        Surroundings surroundings = new Surroundings(
                new RegistryWorks(centre.registry),
                new PlanNeeds(demand),
                new Holds(kept.lockouts(), kept.stops(), centre.registry, centre.clock),
                new MeasuredPumps(centre.registry, centre.ingest.series(), centre.clock),
                new AccountedCourses(kept.accounts()),
                solver);
        Stores stores = new Stores(new SqlPlanStore(centre.database), new SqlRequestStore(centre.database));
        return new PlanDesk(
                new Requests(stores.requests(), news, centre.clock),
                new Plans(stores, surroundings, news, centre.clock),
                new Publishing(
                        stores.plans(),
                        surroundings,
                        new Publishing.Outlet(new ScheduleWriter(centre.key.signer()), centre.commands::wake, news),
                        centre.clock));
    }

    boolean isRaised(Flag flag, DeviceId device) {
        return flags.getOrDefault(flag, Map.of()).getOrDefault(device, false);
    }

    private void flag(DeviceId device, Flag flag, boolean on) {
        Boolean before = flags.computeIfAbsent(flag, any -> new HashMap<>()).put(device, on);
        if (on && !Boolean.TRUE.equals(before)) {
            alarms.computeIfAbsent(flag, any -> new HashMap<>()).merge(device, 1, Integer::sum);
        }
    }
}
