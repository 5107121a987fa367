package org.kenh.operations.alarmdesk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.kenh.ingest.alarm.AlarmStatus;
import org.kenh.ingest.alarm.Letter;
import org.kenh.operations.OperationsException;
import org.kenh.operations.alarmdesk.AlarmEngine.Clashed;
import org.kenh.operations.alarmdesk.AlarmStore.AlarmRow;
import org.kenh.operations.alarmdesk.AlarmStore.Batch;
import org.kenh.operations.alarmdesk.AlarmStore.Kept;
import org.kenh.operations.alarmdesk.AlarmStore.Saved;
import org.kenh.operations.alarmdesk.Hosted.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves what the board has found, in one transaction, then shows it and tells of it. For the engine's thread; listeners
 * may come and go on any.
 */
final class Committing implements AlarmFeed {
    private static final Logger LOG = LoggerFactory.getLogger(Committing.class);
    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 2_000;
    private static final byte[] NO_STATE = {};
    /** How often it is saved how far the evaluation has come, where nothing else is. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final AlarmStore store;
    private final AlarmViews views;
    private final List<Consumer<AlarmChange>> listeners = new CopyOnWriteArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<AlarmRow> unwatched = new ArrayList<>();
    private final List<JournalRow> unwatchedRows = new ArrayList<>();
    private final Map<UUID, Instant> unwatchedEnds = new HashMap<>();
    private final UUID writer = UUID.randomUUID();
    private long number;
    private long revision;
    private Instant savedUntil = Instant.EPOCH;

    /** @param revision of the first change; must rise over restarts */
    Committing(AlarmStore store, AlarmViews views, long revision) {
        this.store = store;
        this.views = views;
        this.revision = revision;
    }

    @Override
    public Registration listen(Consumer<AlarmChange> listener) {
        // Wrapped, so that the same listener may be registered twice and each registration ends only itself.
        Consumer<AlarmChange> registered = change -> listener.accept(change);
        listeners.add(registered);
        return () -> listeners.remove(registered);
    }

    /** Goes on after the batch of this number. */
    void begin(long lastBatch) {
        number = lastBatch;
        unwatched.clear();
        unwatchedRows.clear();
        unwatchedEnds.clear();
    }

    /** Ends what was live of alarms that went while nobody looked. */
    void endUnwatched(List<Kept> all, WatchOrder order, Instant now) {
        for (Kept kept : all) {
            boolean live = kept.letter() != Letter.A
                    || kept.state().isPresent()
                    || kept.occurrence().isPresent();
            if (live && !order.watched().containsKey(kept.key())) {
                unwatched.add(ended(kept.id(), kept.where(), now));
                kept.occurrence().ifPresent(occurrence -> unwatchedEnds.put(occurrence, now));
                if (kept.letter() != Letter.A) {
                    unwatchedRows.add(row(kept, order.reasonOf(kept.key()), now));
                }
            }
        }
    }

    /** The answer is given after the next commit. */
    void after(CompletableFuture<Performed> result, Supplier<Performed> answer) {
        waiting.add(new Waiting(result, answer));
    }

    boolean isAwaited() {
        return !waiting.isEmpty();
    }

    /** Whoever waits is told that it came to nothing. */
    void refuse(OperationsException why) {
        waiting.forEach(each -> each.result.completeExceptionally(why));
        waiting.clear();
    }

    /**
     * Blocks until it is saved. Throws {@link OperationsException} only when closing.
     *
     * @param until all that was stored by then has been evaluated
     */
    void commit(Board board, Instant until, Instant now, LongPredicate closedWithin) throws Clashed {
        Harvest harvest = board.harvest();
        boolean heartbeat = Duration.between(savedUntil, now).abs().compareTo(HEARTBEAT) >= 0;
        if (heartbeat || !harvest.isEmpty() || !unwatched.isEmpty()) {
            Batch batch = batch(board, harvest, until, now);
            List<Long> ids = save(batch, closedWithin);
            savedUntil = now;
            begin(batch.number());
            publish(board, harvest, numbered(harvest, ids), now);
        }
        List<Waiting> done = List.copyOf(waiting);
        waiting.clear();
        done.forEach(each -> each.result.complete(each.answer.get()));
    }

    /** Shows how all alarms stand, without telling anybody of it. */
    void showAll(Board board, Instant now) {
        views.retain(board.all());
        for (Hosted alarm : board.all()) {
            if (alarm.shown() == null) {
                Shown shown = shown(board, alarm, now);
                if (!isVirgin(shown)) {
                    revision++;
                    alarm.show(shown(board, alarm, now));
                }
            }
            views.put(alarm);
        }
    }

    private List<Long> save(Batch batch, LongPredicate closedWithin) throws Clashed {
        long pause = FIRST_PAUSE;
        while (true) {
            try {
                return switch (store.save(batch)) {
                    case Saved.Done(List<Long> ids) -> ids;
                    case Saved.Clash(String why) -> throw new Clashed(why);
                };
            } catch (OperationsException e) {
                LOG.warn("Alarms cannot be saved yet: {}", e.getMessage());
                if (closedWithin.test(pause)) {
                    throw e;
                }
                pause = Math.min(LONGEST_PAUSE, 2 * pause);
            }
        }
    }

    private Batch batch(Board board, Harvest harvest, Instant until, Instant now) {
        List<AlarmRow> alarms = new ArrayList<>(unwatched);
        harvest.changed().forEach(alarm -> alarms.add(row(board, alarm, now)));
        harvest.removed()
                .forEach(alarm -> alarms.add(ended(alarm.id(), alarm.watched().where(), now)));
        List<JournalRow> rows = new ArrayList<>();
        harvest.rows().forEach(row -> rows.add(row.row()));
        rows.addAll(unwatchedRows);
        Map<UUID, Instant> ended = new HashMap<>(unwatchedEnds);
        ended.putAll(harvest.ended());
        return new Batch(number + 1, writer, until, alarms, harvest.begun(), ended, rows);
    }

    private static AlarmRow row(Board board, Hosted alarm, Instant now) {
        AlarmStatus status = board.status(alarm);
        return new AlarmRow(
                alarm.id(),
                alarm.watched().where(),
                board.engine(alarm).state(),
                status.letter(),
                status.priority().number(),
                status.occurrence(),
                status.activatedAt(),
                status.value(),
                status.limit(),
                alarm.notes(),
                now);
    }

    private static AlarmRow ended(long id, AlarmStore.Where where, Instant now) {
        return new AlarmRow(
                id,
                where,
                NO_STATE,
                Letter.A,
                3,
                Optional.empty(),
                Optional.empty(),
                Double.NaN,
                Double.NaN,
                Notes.NONE,
                now);
    }

    private static JournalRow row(Kept kept, String why, Instant now) {
        return new JournalRow(
                0,
                kept.id(),
                kept.key().rule(),
                1,
                kept.key().subject(),
                kept.key().rule(),
                kept.where().site().orElse(null),
                kept.where().area(),
                now,
                now,
                JournalRows.REMOVED,
                kept.letter(),
                Letter.A,
                kept.occurrence().orElse(null),
                0,
                3,
                null,
                null,
                "system",
                why,
                false,
                false);
    }

    private static Map<Hosted, List<JournalRow>> numbered(Harvest harvest, List<Long> ids) {
        Map<Hosted, List<JournalRow>> rows = new LinkedHashMap<>();
        for (int i = 0; i < harvest.rows().size(); i++) {
            Harvest.Row row = harvest.rows().get(i);
            rows.computeIfAbsent(row.alarm(), alarm -> new ArrayList<>())
                    .add(JournalRows.numbered(row.row(), ids.get(i)));
        }
        return rows;
    }

    private void publish(Board board, Harvest harvest, Map<Hosted, List<JournalRow>> rows, Instant now) {
        // In the order of what the journal got, then those of which only a state or a count has changed.
        Set<Hosted> touched = new LinkedHashSet<>(rows.keySet());
        touched.addAll(harvest.changed());
        touched.addAll(harvest.recounted());
        harvest.removed().forEach(touched::remove);
        for (Hosted alarm : touched) {
            show(board, alarm, rows.getOrDefault(alarm, List.of()), now);
        }
        for (Hosted alarm : harvest.removed()) {
            Optional<AlarmView> before = Optional.ofNullable(alarm.shown()).map(shown -> AlarmViews.view(alarm, shown));
            views.remove(alarm);
            revision++;
            before.ifPresent(view -> tell(new AlarmChange(
                    before, AlarmViews.removed(alarm, now, revision), rows.getOrDefault(alarm, List.of()))));
        }
    }

    private void show(Board board, Hosted alarm, List<JournalRow> rows, Instant now) {
        Shown before = alarm.shown();
        Shown after = shown(board, alarm, now);
        boolean same = before == null ? isVirgin(after) : before.looksLike(after);
        if (same && rows.isEmpty()) {
            views.put(alarm);
            return;
        }
        revision++;
        Shown numbered = shown(board, alarm, now);
        alarm.show(numbered);
        views.put(alarm);
        tell(new AlarmChange(
                Optional.ofNullable(before).map(shown -> AlarmViews.view(alarm, shown)),
                AlarmViews.view(alarm, numbered),
                rows));
    }

    private Shown shown(Board board, Hosted alarm, Instant now) {
        return new Shown(
                alarm.watched(),
                board.status(alarm),
                alarm.notes(),
                alarm.activeMembers(),
                alarm.suppressedBy(),
                now,
                revision);
    }

    private static boolean isVirgin(Shown shown) {
        return shown.status().letter() == Letter.A && shown.notes().equals(Notes.NONE) && shown.members() == 0;
    }

    private void tell(AlarmChange change) {
        for (Consumer<AlarmChange> listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) {
                LOG.error(
                        "A listener failed on a change of alarm {}",
                        change.after().id(),
                        e);
            }
        }
    }

    private record Waiting(CompletableFuture<Performed> result, Supplier<Performed> answer) {}
}
