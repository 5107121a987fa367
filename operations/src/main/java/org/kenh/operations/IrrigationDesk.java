package org.kenh.operations;

import org.kenh.ingest.registry.Registry;
import org.kenh.operations.api.Irrigation;
import org.kenh.operations.background.Rounds;
import org.kenh.operations.command.Commands;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.book.Books;
import org.kenh.operations.irrigation.demand.DeliveredWater;
import org.kenh.operations.irrigation.demand.DemandDesk;
import org.kenh.operations.irrigation.demand.DemandOffice;
import org.kenh.operations.irrigation.demand.DemandSettings;
import org.kenh.operations.irrigation.demand.DemandStore;
import org.kenh.operations.irrigation.demand.PlanNeeds;
import org.kenh.operations.irrigation.demand.RainDelay;
import org.kenh.operations.irrigation.demand.SavedWater;
import org.kenh.operations.irrigation.demand.StoredForecasts;
import org.kenh.operations.irrigation.desk.Blocks;
import org.kenh.operations.irrigation.desk.PlanDesk;
import org.kenh.operations.irrigation.desk.Plans;
import org.kenh.operations.irrigation.desk.Publishing;
import org.kenh.operations.irrigation.desk.RegistryWorks;
import org.kenh.operations.irrigation.desk.Requests;
import org.kenh.operations.irrigation.desk.ScheduleWriter;
import org.kenh.operations.irrigation.desk.Stores;
import org.kenh.operations.irrigation.desk.Surroundings;
import org.kenh.operations.irrigation.execution.AccountedCourses;
import org.kenh.operations.irrigation.execution.AccountedWater;
import org.kenh.operations.irrigation.execution.ExecutionDesk;
import org.kenh.operations.irrigation.execution.Holds;
import org.kenh.operations.irrigation.execution.MeasuredPumps;
import org.kenh.operations.irrigation.execution.RainWatch;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.Planner;
import org.kenh.operations.irrigation.plan.SolveLimit;
import org.kenh.operations.keys.ScheduleKeyFile;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlDemandStore;
import org.kenh.operations.timescale.SqlIrrigation;
import org.kenh.operations.timescale.SqlPlanStore;
import org.kenh.operations.timescale.SqlRequestStore;

/** Opens the irrigation desk. */
final class IrrigationDesk {
    private IrrigationDesk() {}

    static Irrigation open(Foundation foundation, Storage storage, Desk office) {
        OperationsDatabase database = storage.database();
        IrrigationRegistry registry = SqlIrrigation.registry(database, foundation.clock());
        IrrigationNews news = new IrrigationNews(foundation.clock());
        ExecutionDesk.Stores kept = IrrigationExecution.stores(database);
        DeliveredWater delivered = new AccountedWater(kept.accounts());
        DemandOffice demand = demand(foundation, storage, registry, new Supply(news, delivered));
        Blocks delay = new RainDelay(
                registry.fields()::all,
                new StoredForecasts(storage.ingest().registry(), demand.store()),
                demand.demands(),
                foundation.clock());
        Surroundings surroundings = new Surroundings(
                new RegistryWorks(registry),
                new PlanNeeds(demand.demands()),
                new Holds(kept.lockouts(), kept.stops(), registry, foundation.clock()).and(delay),
                new MeasuredPumps(registry, storage.ingest().series(), foundation.clock()),
                new AccountedCourses(kept.accounts()),
                new Planner(SolveLimit.USUAL)::plan);
        ScheduleKeyFile key = ScheduleKeyFile.of(foundation.config().data());
        PlanDesk desk = planDesk(foundation, surroundings, new Plant(database, office.commands(), news, key));
        Rounds watching = new RainWatch(
                        desk.plans()::turns,
                        new RainWatch.Sky(demand.demands(), delay),
                        kept.replans(),
                        foundation.clock())
                .start();
        foundation.closing().add("irrigation rain watch", watching::close);
        return new Irrigation(
                registry,
                new Irrigation.ScheduleKey(key.id(), key.publicKey()),
                desk,
                demand,
                IrrigationExecution.open(
                        foundation, storage, office, new IrrigationExecution.Known(kept, registry, desk, news)),
                new Books(kept.accounts(), registry, new SavedWater(demand.store(), registry)::of),
                news);
    }

    private static DemandOffice demand(
            Foundation foundation, Storage storage, IrrigationRegistry registry, Supply supply) {
        Registry places = storage.ingest().registry();
        DemandStore store = new SqlDemandStore(storage.database());
        DemandDesk desk = new DemandDesk(
                new DemandDesk.World(
                        places,
                        storage.ingest().series(),
                        registry,
                        store,
                        new StoredForecasts(places, store),
                        supply.delivered(),
                        supply.news(),
                        foundation.clock()),
                DemandSettings.STANDARD);
        desk.start();
        foundation.closing().add("irrigation demand", desk::close);
        return new DemandOffice(desk, store, desk::wake);
    }

    private static PlanDesk planDesk(Foundation foundation, Surroundings surroundings, Plant plant) {
        Stores stores = new Stores(new SqlPlanStore(plant.database()), new SqlRequestStore(plant.database()));
        PlanDesk desk = new PlanDesk(
                new Requests(stores.requests(), plant.news(), foundation.clock()),
                new Plans(stores, surroundings, plant.news(), foundation.clock()),
                new Publishing(
                        stores.plans(),
                        surroundings,
                        new Publishing.Outlet(
                                new ScheduleWriter(plant.key().signer()), plant.commands()::wake, plant.news()),
                        foundation.clock()));
        Rounds following = desk.start();
        foundation.closing().add("irrigation plans", () -> desk.stop(following));
        return desk;
    }

    private record Supply(IrrigationNews news, DeliveredWater delivered) {}

    private record Plant(OperationsDatabase database, Commands commands, IrrigationNews news, ScheduleKeyFile key) {}
}
