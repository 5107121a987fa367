package org.kenh.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Intake;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.session.ConnectionListener;
import org.kenh.gateway.session.DeviceCredentials;
import org.kenh.gateway.session.SessionStore;
import org.kenh.ingest.completeness.Completeness;
import org.kenh.ingest.credential.CredentialBook;
import org.kenh.ingest.credential.SecretVault;
import org.kenh.ingest.live.CommittedBroadcast;
import org.kenh.ingest.live.CommittedFeed;
import org.kenh.ingest.live.LiveBroadcast;
import org.kenh.ingest.live.LiveEvent;
import org.kenh.ingest.live.LiveFeed;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.ingest.presence.PresenceWatch;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.timescale.TelemetryDatabase;
import org.kenh.ingest.writing.Aftermath;
import org.kenh.ingest.writing.BatchStore;
import org.kenh.ingest.writing.BatchingIntake;
import org.kenh.telemetry.DeviceId;

/** Ingest, put together: what devices send becomes series, and what is known of devices can be asked for. */
public final class Ingest implements AutoCloseable {
    private static final long RAW_MESSAGES_BYTES = 16L * 1024 * 1024;
    private static final Duration SWEEPING = Duration.ofSeconds(1);
    private static final Duration FLUSHING = Duration.ofSeconds(3);
    private static final Duration LAST_FLUSH = Duration.ofSeconds(2);
    private static final Duration ROLLING = Duration.ofMinutes(1);
    private static final Duration TIDYING = Duration.ofMinutes(10);

    private final TelemetryDatabase database;
    private final CredentialBook credentials;
    private final Completeness completeness;
    private final LiveBroadcast live = new LiveBroadcast();
    private final CommittedBroadcast committed = new CommittedBroadcast();
    private final RecentMessages rawMessages = new RecentMessages(RAW_MESSAGES_BYTES);
    private final PresenceWatch presence;
    private final BatchingIntake batching;
    private final Intake intake;
    private final Chores chores = new Chores();

    /**
     * Brings the database up to date and starts. Throws {@link IngestException} when the database is away or unfit.
     *
     * @param sealingKey 32 bytes; must be the same at every start on the same database
     */
    public static Ingest start(IngestConfig config, byte[] sealingKey, Clock clock, MeterRegistry meters) {
        SecretVault vault = new SecretVault(sealingKey);
        TelemetryDatabase database = TelemetryDatabase.open(config, vault, clock, meters);
        try {
            Ingest ingest = new Ingest(config, database, vault, new Surroundings(clock, meters));
            ingest.startChores();
            return ingest;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private Ingest(IngestConfig config, TelemetryDatabase database, SecretVault vault, Surroundings surroundings) {
        this.database = database;
        this.completeness = new Completeness(database.ledger(), surroundings.clock());
        this.credentials = new CredentialBook(database.secrets(), vault);
        database.onSecretChanged(credentials::forget);
        this.presence = new PresenceWatch(
                config.silence(),
                database.presence(),
                new PresenceWatch.Time(surroundings.clock(), System::nanoTime),
                changed -> live.publish(new LiveEvent.PresenceChanged(changed)));
        presence.restore();
        database.registry().onRevoked(this::forgetIfDeleted);
        this.batching =
                new BatchingIntake(config.writing(), database.batches(), new Consequences(), surroundings.meters());
        this.intake = new HearingIntake(batching, presence);
    }

    /** Where the gateway hands over what devices send. */
    public Intake intake() {
        return intake;
    }

    public DeviceCredentials credentials() {
        return credentials;
    }

    public SessionStore sessions() {
        return database.sessions();
    }

    /** Wants to hear of connections, for presence. */
    public ConnectionListener connections() {
        return presence;
    }

    public Registry registry() {
        return database.registry();
    }

    public SeriesReader series() {
        return database.series();
    }

    /** How complete what came is. */
    public Completeness completeness() {
        return completeness;
    }

    public PresenceBoard presence() {
        return presence;
    }

    public LiveFeed live() {
        return live;
    }

    /** Every reading that is stored for the first time. */
    public CommittedFeed committed() {
        return committed;
    }

    public RawMessages rawMessages() {
        return rawMessages;
    }

    /** Pooled connections to the same database, for other schemas. */
    public DataSource dataSource() {
        return database.dataSource();
    }

    public Capability capability() {
        return database.capability();
    }

    /** Commits what is queued, answers it, and closes. What comes later is answered as failed. */
    @Override
    public void close() {
        batching.close();
        chores.close();
        savePresence();
        database.close();
    }

    /** Not for longer than a moment: a database that hangs must not keep us from stopping. */
    private void savePresence() {
        try {
            Thread.ofVirtual().name("kenh-last-flush").start(presence::flush).join(LAST_FLUSH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startChores() {
        chores.every(SWEEPING, presence::sweep);
        chores.every(FLUSHING, presence::flush);
        chores.every(TIDYING, database::tidy);
        chores.every(ROLLING, () -> database.rollHours(ROLLING.dividedBy(2)));
    }

    private void forgetIfDeleted(DeviceId device) {
        if (database.registry().device(device).isEmpty()) {
            presence.forget(device);
        }
    }

    /** What follows when a message is through. */
    private final class Consequences implements Aftermath {
        @Override
        public void settled(DeviceMessage message, Receipt receipt) {
            switch (receipt) {
                case Receipt.Committed committed -> committed(message);
                case Receipt.Refused(String reason, String where) -> rejected(message, reason);
                case Receipt.Overloaded overloaded -> {}
                case Receipt.Failed failed -> {}
            }
        }

        @Override
        public void committed(BatchStore.Attempt.Stored stored) {
            committed.publish(stored.committed());
            stored.news().forEach(live::publish);
        }

        private void committed(DeviceMessage message) {
            switch (message) {
                case DeviceMessage.Readings readings -> rawMessages.add(readings.origin(), "committed");
                case DeviceMessage.BirthReport report -> {
                    rawMessages.add(report.origin(), "committed");
                    report.birth()
                            .interval()
                            .ifPresent(interval ->
                                    presence.intervalKnown(report.origin().device(), interval));
                }
                case DeviceMessage.Malformed malformed -> rejected(malformed, malformed.reason());
            }
        }

        private void rejected(DeviceMessage message, String reason) {
            rawMessages.add(message.origin(), "rejected: " + reason);
        }
    }

    private record Surroundings(Clock clock, MeterRegistry meters) {}
}
