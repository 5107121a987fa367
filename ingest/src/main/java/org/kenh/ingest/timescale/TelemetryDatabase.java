package org.kenh.ingest.timescale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.kenh.gateway.session.SessionStore;
import org.kenh.ingest.Capability;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.completeness.CompletenessLedger;
import org.kenh.ingest.credential.SecretStore;
import org.kenh.ingest.credential.SecretVault;
import org.kenh.ingest.presence.PresenceStore;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.writing.BatchStore;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schema {@code telemetry} of one database: prepared, connected to, and what reads and writes it. */
public final class TelemetryDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TelemetryDatabase.class);
    private static final int MOST_SERIES_IN_MEMORY = 500_000;

    private final Capability capability;
    private final Pools pools;
    private final Clock clock;
    private final RegistryTables registry;
    private final SessionTable sessions;
    private final SeriesTables series;
    private final LedgerTables ledger;
    private final PresenceTable presence;
    private final Partitions partitions;
    private final BatchTables batches;
    private final Housekeeping housekeeping;
    private final HourTables hours;
    private final TidyTrigger tidyTrigger;
    private final ReentrantLock tidying = new ReentrantLock();

    /** Brings the schema up to date and connects. Throws {@link IngestException} when the database is away or unfit. */
    public static TelemetryDatabase open(IngestConfig config, SecretVault vault, Clock clock, MeterRegistry meters) {
        Capability capability = new Preparation(config.database()).prepare();
        TelemetryDatabase opened = new TelemetryDatabase(capability, config, new Tools(vault, clock, meters));
        opened.checkSealingKey(vault);
        opened.tidy();
        return opened;
    }

    private TelemetryDatabase(Capability capability, IngestConfig config, Tools tools) {
        this.capability = capability;
        this.clock = tools.clock();
        this.pools = new Pools(config.database(), config.writing().lanes());
        Jdbi general = Jdbi.create(pools.general());
        this.registry = new RegistryTables(general, tools.vault(), tools.clock());
        this.sessions = new SessionTable(general);
        this.series = new SeriesTables(Jdbi.create(pools.reading()));
        this.ledger = new LedgerTables(general);
        this.presence = new PresenceTable(general);
        this.partitions = new Partitions(pools.writing(), capability);
        Counter duplicates = tools.meters().counter("kenh.ingest.batches.with.duplicates");
        this.tidyTrigger = new TidyTrigger(config.rejected().bytes() / 4, this::tidy);
        this.batches = new BatchTables(
                pools.writing(),
                new DeviceDirectory(MOST_SERIES_IN_MEMORY),
                partitions,
                new BatchListener(duplicates, tidyTrigger));
        this.housekeeping = new Housekeeping(general, config, tools.clock());
        this.hours = new HourTables(pools.general(), tools.clock());
    }

    public Capability capability() {
        return capability;
    }

    public Registry registry() {
        return registry;
    }

    public SecretStore secrets() {
        return registry;
    }

    /** The listener hears of every device made, deleted or given a new secret. */
    public void onSecretChanged(Consumer<DeviceId> listener) {
        registry.onSecretChanged(listener);
    }

    public SessionStore sessions() {
        return sessions;
    }

    public SeriesReader series() {
        return series;
    }

    public CompletenessLedger ledger() {
        return ledger;
    }

    public PresenceStore presence() {
        return presence;
    }

    public BatchStore batches() {
        return batches;
    }

    /** Connections for other schemas of the same database. */
    public DataSource dataSource() {
        return pools.general();
    }

    /** Makes the partitions of the next days and drops what is kept no longer. Blocks; failures are logged. */
    public void tidy() {
        tidying.lock();
        try {
            tidyTrigger.tidying();
            partitions.prepare(clock.instant());
            housekeeping.tidy();
        } catch (SQLException | JdbiException e) {
            LOG.warn("The tables could not be tidied now: {}", e.getMessage());
        } finally {
            tidying.unlock();
        }
    }

    /** Rolls finished days up into hours, for at most the time given. Blocks; failures are logged. */
    public void rollHours(Duration longest) {
        try {
            hours.roll(longest);
        } catch (SQLException e) {
            LOG.warn("Finished days could not be rolled up now: {}", e.getMessage());
        }
    }

    /** Ends all connections, also those in use. */
    @Override
    public void close() {
        pools.close();
    }

    private void checkSealingKey(SecretVault vault) {
        registry.anyDevice().ifPresent(device -> {
            try {
                registry.find(device).ifPresent(kept -> vault.open(device, kept));
            } catch (IngestException e) {
                LOG.error("The sealing key is not the one that the secrets in this database were sealed with:"
                        + " CoAP over DTLS is refused to devices until they are given new secrets");
            }
        });
    }

    private record BatchListener(Counter duplicates, TidyTrigger trigger) implements BatchTables.Listener {
        @Override
        public void duplicatesMet() {
            duplicates.increment();
        }

        @Override
        public void rejected(long bytes) {
            trigger.rejected(bytes);
        }
    }

    private record Tools(SecretVault vault, Clock clock, MeterRegistry meters) {}
}
