package org.kenh.operations;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.alarmdesk.handover.Handovers;
import org.kenh.operations.alarmdesk.quality.AlarmQuality;
import org.kenh.operations.api.Backend;
import org.kenh.operations.share.cap.CapDesk;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCapStore;
import org.kenh.operations.timescale.SqlHandoverStore;
import org.kenh.operations.timescale.SqlQualityStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what is made of alarms, and has warnings compared with how alarms stand. */
final class AlarmReporting {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmReporting.class);
    private static final Duration REVIEW = Duration.ofSeconds(10);

    private AlarmReporting() {}

    static Backend.AlarmReports open(Foundation foundation, Storage storage, Desk desk) {
        OperationsDatabase database = storage.database();
        Registry registry = storage.ingest().registry();
        CapDesk cap = new CapDesk(
                new SqlCapStore(database),
                desk.alarms(),
                registry,
                foundation.config().cap(),
                foundation.clock());
        reviewRegularly(foundation, cap);
        return new Backend.AlarmReports(
                new AlarmQuality(new SqlQualityStore(database), registry),
                new Handovers(new SqlHandoverStore(database), desk.alarms(), foundation.clock()),
                cap);
    }

    private static void reviewRegularly(Foundation foundation, CapDesk cap) {
        ScheduledExecutorService reviews = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("cap-review").factory());
        Future<?> regular = reviews.scheduleWithFixedDelay(
                () -> reviewOnce(cap), REVIEW.toMillis(), REVIEW.toMillis(), TimeUnit.MILLISECONDS);
        foundation.closing().add("review of warnings", () -> {
            regular.cancel(true);
            reviews.shutdownNow();
        });
    }

    /** One that fails is done again at its next time. */
    private static void reviewOnce(CapDesk cap) {
        try {
            cap.review();
        } catch (RuntimeException e) {
            LOG.warn("could not compare warnings with alarms: {}", e.getMessage());
        }
    }
}
