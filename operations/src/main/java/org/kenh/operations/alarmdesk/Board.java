package org.kenh.operations.alarmdesk;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.kenh.ingest.alarm.Action;
import org.kenh.ingest.alarm.Actor;
import org.kenh.ingest.alarm.Alarm;
import org.kenh.ingest.alarm.AlarmBook;
import org.kenh.ingest.alarm.AlarmKey;
import org.kenh.ingest.alarm.AlarmStatus;
import org.kenh.ingest.alarm.Arrival;
import org.kenh.ingest.alarm.Journal;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.alarm.Outcome;
import org.kenh.ingest.alarm.Transition;
import org.kenh.ingest.live.CommittedBatch.Pack;
import org.kenh.operations.alarmdesk.AlarmStore.Kept;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All alarms with the rules of their evaluation: group by group before their members, and what one group hides is hidden
 * before it is looked at. Collects what is to be saved. For one thread.
 */
final class Board implements Journal, Groups.Hands {
    private static final Logger LOG = LoggerFactory.getLogger(Board.class);

    /** One for each rank, in the order of evaluation. */
    private final List<AlarmBook> books = new ArrayList<>();

    private final Map<AlarmKey, Hosted> alarms = new LinkedHashMap<>();
    private final Map<Long, Hosted> byId = new HashMap<>();
    private final Groups groups = new Groups(this);
    private final Findings findings = new Findings();
    private DistrictMap map = DistrictMap.EMPTY;
    private Instant now = Instant.EPOCH;
    private boolean shelvesOnce;

    Board() {
        for (int rank = 0; rank < Ranks.COUNT; rank++) {
            books.add(new AlarmBook(this));
        }
    }

    /** The present, for all that follows. */
    void at(Instant present) {
        now = present;
    }

    void take(DistrictMap other) {
        map = other;
    }

    Optional<Hosted> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Hosted> find(AlarmKey key) {
        return Optional.ofNullable(alarms.get(key));
    }

    Collection<Hosted> all() {
        return alarms.values();
    }

    /** Begins to watch. With a state that cannot be read it begins anew, and says so. */
    Hosted host(long id, Watched watched, Optional<Kept> kept) {
        Hosted alarm = new Hosted(id, watched, kept.map(Kept::notes).orElse(Notes.NONE), now);
        alarms.put(alarm.key(), alarm);
        byId.put(id, alarm);
        Optional<byte[]> state = kept.flatMap(Kept::state);
        try {
            if (state.isPresent()) {
                Alarm restored = book(alarm).restore(watched.binding(), state.get(), now);
                groups.follow(alarm, restored.status(now).active());
                return alarm;
            }
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "The state of alarm {} on {} begins anew: {}",
                    watched.key().rule(),
                    watched.key().subject(),
                    e.getMessage());
            kept.flatMap(Kept::occurrence).ifPresent(occurrence -> findings.ended(occurrence, now));
        }
        book(alarm).begin(watched.binding(), now);
        return alarm;
    }

    /** A rule's new version, other series, or another place: what stands goes on. */
    void rewatch(Hosted alarm, Watched watched) {
        Watched before = alarm.watched();
        if (!before.isSameBinding(watched) || before.rank() != watched.rank()) {
            byte[] state = engine(alarm).state();
            book(alarm).remove(alarm.key());
            alarm.watch(watched);
            book(alarm).restore(watched.binding(), state, now);
        }
        alarm.watch(watched);
        findings.changed(alarm);
    }

    /** Watches no more; what is live ends, and the journal says why. */
    void remove(Hosted alarm, String why) {
        AlarmStatus status = status(alarm);
        Watched watched = alarm.watched();
        if (status.letter() != Letter.A || status.occurrence().isPresent()) {
            findings.row(alarm, JournalRows.removed(alarm, status, why, now));
        }
        status.occurrence().ifPresent(occurrence -> findings.ended(occurrence, now));
        books.get(watched.rank()).remove(alarm.key());
        groups.remove(alarm);
        alarms.remove(alarm.key());
        byId.remove(alarm.id());
        findings.removed(alarm);
    }

    /** Looks anew at who hides whom; after alarms have come, gone or changed. */
    void regroup(boolean releasing) {
        groups.rebuild(alarms.values(), releasing);
    }

    /** Readings that are committed; whether they are late is judged by when they arrived, however long they waited. */
    void readings(Pack pack, Arrival arrival) {
        for (AlarmBook book : books) {
            book.readings(pack.device(), pack.readings(), arrival, now);
            settle();
        }
    }

    /** See {@link AlarmBook#recall}. */
    void recall(DeviceId device, Reading reading) {
        for (AlarmBook book : books) {
            book.recall(device, reading);
        }
    }

    /** See {@link AlarmBook#resume}. */
    void resume(DeviceId device, Reading reading, Instant seenUntil) {
        for (AlarmBook book : books) {
            book.resume(device, reading, seenUntil, now);
            settle();
        }
    }

    /** See {@link AlarmBook#reread}. */
    void reread(DeviceId device, Reading reading, Instant unseenSince) {
        for (AlarmBook book : books) {
            book.reread(device, reading, unseenSince, now);
            settle();
        }
    }

    /** Tells one alarm alone. */
    void retell(Hosted alarm, DeviceId device, Reading reading) {
        book(alarm).retell(alarm.key(), device, reading, now);
        settle();
    }

    /** A value that the centre itself has found. */
    void own(DeviceId device, SeriesName series, double value) {
        Reading reading = Reading.of(series, Unit.NONE, now, new Value.Numeric(value), Quality.GOOD);
        readings(new Pack(device, now, List.of(reading)), Arrival.at(now));
    }

    /** Fires what is due, the larger groups first. */
    void tick() {
        tick(Ranks.COUNT);
    }

    /** The same without silence, see {@link AlarmBook#tickAllButSilence}. */
    void tickAllButSilence() {
        for (AlarmBook book : books) {
            book.tickAllButSilence(now);
            settle();
        }
    }

    /** What is due of the groups alone. */
    void tickGroups() {
        tick(Ranks.PLAIN);
    }

    Optional<Instant> wakeAt() {
        return books.stream().flatMap(book -> book.wakeAt().stream()).min(Instant::compareTo);
    }

    Outcome perform(Hosted alarm, Action action, Actor actor) {
        shelvesOnce = action instanceof Action.Shelve shelve && shelve.oneShot();
        Outcome outcome = book(alarm).perform(alarm.key(), action, actor, now).orElseThrow();
        settle();
        return outcome;
    }

    @Override
    public void perform(Hosted alarm, Action action) {
        book(alarm).perform(alarm.key(), action, Actor.SYSTEM, now);
    }

    @Override
    public AlarmStatus status(Hosted alarm) {
        return engine(alarm).status(now);
    }

    @Override
    public List<String> upwards(String area) {
        return map.upwards(area);
    }

    /** Writes a row that is no transition, with the notes as they are after it. */
    void write(Hosted alarm, JournalRow row, Notes notes) {
        alarm.note(notes);
        findings.row(alarm, row);
        findings.changed(alarm);
    }

    Alarm engine(Hosted alarm) {
        return book(alarm).find(alarm.key()).orElseThrow();
    }

    boolean hasNews() {
        return findings.isNews();
    }

    /** What has changed since the last call. */
    Harvest harvest() {
        for (AlarmBook book : books) {
            book.drainChanged(alarm -> find(alarm.key()).ifPresent(findings::changed));
        }
        for (Hosted alarm : findings.changed()) {
            groups.follow(alarm, status(alarm).active());
        }
        return findings.take(new HashSet<>(groups.takeRecounted()));
    }

    /** Derived from when the alarm was taken up as well: one that is watched anew never gets an id that it had before. */
    @Override
    public UUID occurrence(AlarmKey alarm, Instant at) {
        Instant since =
                Optional.ofNullable(alarms.get(alarm)).map(Hosted::since).orElse(now);
        String name = alarm.rule() + "\n" + alarm.subject() + "\n" + since + "\n" + at;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void record(Transition transition) {
        Hosted alarm = alarms.get(transition.alarm());
        if (alarm == null) {
            throw new IllegalStateException("a transition of an alarm that nobody watches: " + transition.alarm());
        }
        alarm.follow(transition, shelvesOnce);
        findings.transition(alarm, transition);
        if (alarm.watched().isGroup()) {
            groups.stir(alarm);
        }
    }

    private void tick(int ranks) {
        for (int rank = 0; rank < ranks; rank++) {
            books.get(rank).tick(now);
            settle();
        }
    }

    private void settle() {
        if (groups.isStirred()) {
            groups.settle();
        }
    }

    private AlarmBook book(Hosted alarm) {
        return books.get(alarm.watched().rank());
    }
}
