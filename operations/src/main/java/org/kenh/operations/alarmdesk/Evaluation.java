package org.kenh.operations.alarmdesk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.live.CommittedBatch.Pack;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.alarmdesk.EngineQueue.Taken;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the alarms stand in memory, the present, and how far what is stored has been told to them. Deadlines fire only
 * when everything stored before them has been told: else every series that we have not read would look silent. For the
 * engine's thread.
 */
final class Evaluation {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluation.class);

    /** If we could not save for longer than this, devices could not either. */
    private static final Duration PROMPT = Duration.ofSeconds(2);

    /** How long devices may take to send what they have kept meanwhile. */
    private static final Duration LONGEST_GRACE = Duration.ofMinutes(1);

    private static final Duration JITTER = Duration.ofSeconds(1);

    private final Clock clock;
    private Board board = new Board();
    private CentreState centre = new CentreState();
    private Map<DeviceId, Map<SeriesName, Double>> flags = Map.of();
    private AlreadyRead alreadyRead = new AlreadyRead();
    private Instant now = Instant.EPOCH;
    private Instant toldUntil = Instant.EPOCH;
    private Instant graceBegan = Instant.EPOCH;
    private Instant graceEnd = Instant.EPOCH;
    private boolean silenceCounts = true;

    Evaluation(Clock clock) {
        this.clock = clock;
    }

    /** Forgets everything. */
    void clear() {
        board = new Board();
        board.at(now);
        centre = new CentreState();
        centre.flags(flags);
        alreadyRead = new AlreadyRead();
    }

    Board board() {
        return board;
    }

    CentreState centre() {
        return centre;
    }

    /** What other desks say of devices, all of it. */
    void flags(Map<DeviceId, Map<SeriesName, Double>> all) {
        flags = all;
        centre.flags(all);
    }

    Lookback lookback() {
        return new Lookback(board);
    }

    Instant now() {
        return now;
    }

    /** All that was stored by then has been told. */
    Instant toldUntil() {
        return toldUntil;
    }

    void toldUntil(Instant moment) {
        toldUntil = moment;
    }

    /** Time never stands still between two rounds, so that what the centre tells is always newer. */
    void pass() {
        Instant instant = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean jitter = !instant.isAfter(now) && Duration.between(instant, now).compareTo(JITTER) < 0;
        now = jitter ? now.plus(1, ChronoUnit.MICROS) : instant;
        board.at(now);
    }

    /** When something happens although nothing comes; not said while silence waits, which would always be now. */
    Optional<Instant> wakeAt() {
        return isGrace() ? Optional.empty() : board.wakeAt();
    }

    /**
     * Takes what has come. Gives false if the gaps could not be read; then nothing fires, and they are to be closed
     * before anything else of these devices is told.
     */
    boolean take(Taken taken, SeriesReader stored) {
        centre.pass(now);
        centre.tell(board);
        if (taken.gaps().isEmpty() && !isGrace()) {
            board.tickGroups();
        }
        taken.packs().forEach(this::tell);
        if (!taken.gaps().isEmpty() && !close(taken.gaps(), stored)) {
            return false;
        }
        toldUntil = now;
        tick();
        return true;
    }

    /** Fires what is due. */
    void tick() {
        if (isGrace()) {
            board.tickAllButSilence();
        } else {
            board.tick();
            silenceCounts = true;
        }
    }

    /** What was told from the store newer than these times may come by the feed too. */
    void alreadyRead(Map<DeviceId, Instant> after) {
        alreadyRead.note(after, clock.instant());
    }

    /** For so long devices could not report: who was silent meanwhile gets some time to be heard. */
    void wasAway(Duration away) {
        if (away.compareTo(PROMPT) > 0) {
            pass();
            // A database that is slow all the time must not put it off for ever.
            graceBegan = silenceCounts ? now : graceBegan;
            silenceCounts = false;
            Instant latest = graceBegan.plus(LONGEST_GRACE);
            graceEnd = now.plus(away).isBefore(latest) ? now.plus(away) : latest;
            LOG.info("Nothing could be stored for {}: silence counts again from {} on", away, graceEnd);
        }
    }

    /** Not either if the clock went back behind its beginning. */
    boolean isGrace() {
        return now.isBefore(graceEnd) && !now.isBefore(graceBegan);
    }

    private void tell(Pack pack) {
        if (!CentreSeries.isOwn(pack.device())) {
            board.readings(pack, alreadyRead.arrivalOf(pack));
            centre.readings(pack);
        }
    }

    /** Reads again what alarms have not seen. What comes meanwhile may be the same. */
    private boolean close(Set<DeviceId> devices, SeriesReader stored) {
        LOG.info("Reading what {} devices have stored, because it could not be followed as it came", devices.size());
        Map<DeviceId, Instant> after = new HashMap<>(lookback().unseenAfter(toldUntil, now));
        after.keySet().retainAll(devices);
        try {
            stored.since(after, each -> {
                board.reread(each.device(), each.reading(), toldUntil);
                centre.readings(new Pack(each.device(), now, List.of(each.reading())));
            });
        } catch (IngestException e) {
            LOG.warn("Stored readings cannot be read yet: {}", e.getMessage());
            return false;
        }
        alreadyRead(after);
        return true;
    }
}
