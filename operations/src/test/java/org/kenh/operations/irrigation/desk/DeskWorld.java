package org.kenh.operations.irrigation.desk;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.Planner;
import org.kenh.operations.irrigation.plan.SolveLimit;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlIrrigation;
import org.kenh.operations.timescale.SqlPlanStore;
import org.kenh.operations.timescale.SqlRequestStore;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.schedule.DocumentSigner;
import org.kenh.telemetry.schedule.DocumentVerifier;

/** A plan desk on a real database with the real solver, whose surroundings a test sets. */
public final class DeskWorld {
    private static final String KEY = "centre";
    private static final SolveLimit QUICK = new SolveLimit(Duration.ofSeconds(10), 50, 3, 1, 1);

    public final List<FieldNeed> needs = new CopyOnWriteArrayList<>();
    public final List<Blocked> blocked = new CopyOnWriteArrayList<>();
    public final IrrigationRegistry registry;
    public final IrrigationNews news;
    public final PlanStore store;
    public final PlanDesk desk;
    public volatile Courses courses = period -> Map.of();
    public volatile Solver solver = new Planner(QUICK)::plan;
    private final KeyPair pair = newPair();

    public DeskWorld(OperationsDatabase database, InstantSource clock, Consumer<DeviceId> wake) {
        registry = SqlIrrigation.registry(database, clock);
        news = new IrrigationNews(clock);
        store = new SqlPlanStore(database);
        Stores stores = new Stores(store, new SqlRequestStore(database));
        Surroundings surroundings = new Surroundings(
                new RegistryWorks(registry),
                period -> List.copyOf(needs),
                period -> List.copyOf(blocked),
                Map::of,
                period -> courses.over(period),
                problem -> solver.plan(problem));
        desk = new PlanDesk(
                new Requests(stores.requests(), news, clock),
                new Plans(stores, surroundings, news, clock),
                new Publishing(
                        store,
                        surroundings,
                        new Publishing.Outlet(
                                new ScheduleWriter(new DocumentSigner(KEY, pair.getPrivate())), wake, news),
                        clock));
    }

    /** Knows the key as a device does. */
    public DocumentVerifier verifier() {
        return new DocumentVerifier(Map.of(KEY, pair.getPublic()));
    }

    private static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
