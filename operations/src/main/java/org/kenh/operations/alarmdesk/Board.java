package org.kenh.operations.alarmdesk;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kenh.ingest.alarm.Action;
import org.kenh.ingest.alarm.Actor;
import org.kenh.ingest.alarm.Alarm;
import org.kenh.ingest.alarm.AlarmBook;
import org.kenh.ingest.alarm.AlarmKey;
import org.kenh.ingest.alarm.AlarmStatus;
import org.kenh.ingest.alarm.Binding;
import org.kenh.ingest.alarm.Event;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.alarm.Journal;
import org.kenh.ingest.alarm.Outcome;
import org.kenh.ingest.alarm.Transition;
import org.kenh.ingest.live.CommittedBatch.Pack;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.operations.alarmdesk.AlarmStore.BegunOccurrence;
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

    /** A reading without an interval that is older than this counts as late. */
    private static final Duration OLD = Duration.ofMinutes(5);

    private static final Duration LONGEST_RECALL = Duration.ofDays(1);

    /** One for each rank, in the order of evaluation. */
    private final List<AlarmBook> books = new ArrayList<>();

    private final Map<AlarmKey, Hosted> alarms = new LinkedHashMap<>();
    private final Map<Long, Hosted> byId = new HashMap<>();
    private final Groups groups = new Groups(this);
    private final Set<Hosted> changed = new LinkedHashSet<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<BegunOccurrence> begun = new ArrayList<>();
    private final Map<UUID, Instant> ended = new HashMap<>();
    private final Set<Hosted> removed = new LinkedHashSet<>();
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
        Hosted alarm = new Hosted(id, watched, kept.map(Kept::notes).orElse(Notes.NONE));
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
            kept.flatMap(Kept::occurrence).ifPresent(occurrence -> ended.put(occurrence, now));
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
        changed.add(alarm);
    }

    /** Watches no more; what is live ends, and the journal says why. */
    void remove(Hosted alarm, String why) {
        AlarmStatus status = status(alarm);
        Watched watched = alarm.watched();
        if (status.letter() != org.kenh.ingest.alarm.Letter.A
                || status.occurrence().isPresent()) {
            rows.add(new Row(alarm, JournalRows.removed(alarm, status, why, now)));
        }
        status.occurrence().ifPresent(occurrence -> ended.put(occurrence, now));
        books.get(watched.rank()).remove(alarm.key());
        groups.remove(alarm);
        alarms.remove(alarm.key());
        byId.remove(alarm.id());
        changed.remove(alarm);
        removed.add(alarm);
    }

    /** Looks anew at who hides whom; after alarms have come, gone or changed. */
    void regroup(boolean releasing) {
        groups.rebuild(alarms.values(), releasing);
    }

    /** Readings that were just committed. */
    void readings(Pack pack) {
        for (AlarmBook book : books) {
            book.readings(pack.device(), pack.readings(), now);
            settle();
        }
    }

    /** A reading that alarms may have seen before the desk was closed; decides nothing. */
    void recall(DeviceId device, Reading reading) {
        for (AlarmBook book : books) {
            book.recall(device, reading);
        }
    }

    /** A reading that was stored while nobody looked. */
    void retell(DeviceId device, Reading reading) {
        for (AlarmBook book : books) {
            book.retell(device, reading);
            settle();
        }
    }

    /** A value that the centre itself has found. */
    void own(DeviceId device, SeriesName series, double value) {
        Reading reading = Reading.of(series, Unit.NONE, now, new Value.Numeric(value), Quality.GOOD);
        readings(new Pack(device, now, List.of(reading)));
    }

    /** Fires what is due, the larger groups first. */
    void tick() {
        tick(Ranks.COUNT);
    }

    /** The same for the groups alone. */
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
        rows.add(new Row(alarm, row));
        changed.add(alarm);
    }

    /** The devices that some alarm looks at, each with the time of the oldest of what its alarms saw last. */
    Map<DeviceId, Instant> seenUntil(Instant earliest) {
        Map<DeviceId, Instant> seen = new HashMap<>();
        for (Hosted alarm : alarms.values()) {
            Alarm engine = engine(alarm);
            List<InputName> inputs = alarm.watched().binding().rule().inputs();
            for (int i = 0; i < inputs.size(); i++) {
                Binding.Source source = alarm.watched().binding().sources().get(inputs.get(i));
                Optional<Instant> newest = engine.newest(i);
                // What was never heard was told of the newest reading, if there was one.
                if (source != null && newest.isPresent() && !CentreSeries.isOwn(source.device())) {
                    Instant from = newest.get().isBefore(earliest) ? earliest : newest.get();
                    seen.merge(source.device(), from, (one, other) -> one.isBefore(other) ? one : other);
                }
            }
        }
        return seen;
    }

    /**
     * Tells an alarm that has heard nothing yet the newest readings of its series. What is stale says nothing, and
     * neither does what is older than a day and has no interval; what has none and is younger still holds now.
     */
    void tellLast(Hosted alarm, Map<DeviceId, Map<SeriesName, SeriesInfo>> last) {
        List<LastOf> told = new ArrayList<>();
        alarm.watched()
                .binding()
                .sources()
                .values()
                .forEach(source -> Optional.ofNullable(
                                last.getOrDefault(source.device(), Map.of()).get(source.series()))
                        .flatMap(SeriesInfo::last)
                        .filter(reading -> isFresh(reading, source))
                        .ifPresent(reading -> told.add(new LastOf(source, reading, told(reading, source)))));
        told.sort(Comparator.comparing(LastOf::at));
        for (LastOf each : told) {
            SeriesInfo.LastReading reading = each.reading;
            book(alarm)
                    .retell(
                            each.source.device(),
                            Reading.of(each.source.series(), Unit.NONE, each.at, reading.value(), reading.quality()));
            settle();
        }
    }

    private Instant told(SeriesInfo.LastReading reading, Binding.Source source) {
        boolean old = reading.at().plus(OLD).isBefore(now);
        return source.interval().isEmpty() && old ? now : reading.at();
    }

    /** From when on readings are to be recalled, device by device: as far back as conditions look. */
    Map<DeviceId, Instant> recalledFrom(Instant until) {
        Map<DeviceId, Instant> from = new HashMap<>();
        for (Hosted alarm : alarms.values()) {
            Duration memory = engine(alarm).memory();
            for (Binding.Source source : alarm.watched().binding().sources().values()) {
                if (!CentreSeries.isOwn(source.device())) {
                    Duration two =
                            source.interval().map(each -> each.multipliedBy(2)).orElse(Duration.ZERO);
                    Duration back = two.compareTo(memory) < 0 ? memory : two;
                    Instant start = until.minus(back.compareTo(LONGEST_RECALL) < 0 ? back : LONGEST_RECALL);
                    from.merge(source.device(), start, (one, other) -> one.isBefore(other) ? one : other);
                }
            }
        }
        return from;
    }

    private boolean isFresh(SeriesInfo.LastReading reading, Binding.Source source) {
        Duration oldest =
                source.interval().map(interval -> interval.multipliedBy(2)).orElse(Duration.ofDays(1));
        return reading.at().plus(oldest).isAfter(now);
    }

    Alarm engine(Hosted alarm) {
        return book(alarm).find(alarm.key()).orElseThrow();
    }

    boolean hasNews() {
        return !rows.isEmpty() || !removed.isEmpty() || !ended.isEmpty();
    }

    /** What has changed since the last call. */
    Harvest harvest() {
        for (AlarmBook book : books) {
            book.drainChanged(alarm -> find(alarm.key()).ifPresent(changed::add));
        }
        for (Hosted alarm : changed) {
            groups.follow(alarm, status(alarm).active());
        }
        Set<Hosted> counted = new HashSet<>(groups.takeRecounted());
        Harvest harvest = new Harvest(
                List.copyOf(changed),
                counted,
                List.copyOf(removed),
                List.copyOf(rows),
                List.copyOf(begun),
                Map.copyOf(ended));
        changed.clear();
        removed.clear();
        rows.clear();
        begun.clear();
        ended.clear();
        return harvest;
    }

    @Override
    public UUID occurrence(AlarmKey alarm, Instant at) {
        String name = alarm.rule() + "\n" + alarm.subject() + "\n" + at;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void record(Transition transition) {
        Hosted alarm = alarms.get(transition.alarm());
        if (alarm == null) {
            throw new IllegalStateException("a transition of an alarm that nobody watches: " + transition.alarm());
        }
        alarm.follow(transition, shelvesOnce);
        rows.add(new Row(alarm, JournalRows.of(alarm, transition)));
        transition.ended().ifPresent(occurrence -> ended.put(occurrence, transition.at()));
        if (transition.event() == Event.ACTIVATE && transition.occurrence().isPresent()) {
            begun.add(new BegunOccurrence(
                    transition.occurrence().get(),
                    alarm.id(),
                    alarm.key(),
                    transition.ruleVersion(),
                    transition.at(),
                    transition.historical()));
        }
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

    private record LastOf(Binding.Source source, SeriesInfo.LastReading reading, Instant at) {}

    /** A row with its alarm. */
    record Row(Hosted alarm, JournalRow row) {}

    /**
     * What is to be saved and told.
     *
     * @param changed alarms whose state is to be saved
     * @param recounted groups that hide another number of active alarms now
     */
    record Harvest(
            List<Hosted> changed,
            Set<Hosted> recounted,
            List<Hosted> removed,
            List<Row> rows,
            List<BegunOccurrence> begun,
            Map<UUID, Instant> ended) {
        boolean isEmpty() {
            return changed.isEmpty() && recounted.isEmpty() && removed.isEmpty() && rows.isEmpty() && ended.isEmpty();
        }
    }
}
