package org.kenh.operations.alarmdesk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kenh.ingest.alarm.AlarmKey;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.operations.OperationsException;
import org.kenh.operations.alarmdesk.AlarmEngine.Sources;
import org.kenh.operations.alarmdesk.AlarmStore.Kept;
import org.kenh.operations.alarmdesk.AlarmStore.NewAlarm;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;

/** Takes alarms up: all of them at the beginning, as they were saved, and later what comes, changes or goes. */
final class TakingUp {
    private final Sources sources;
    private final Committing committing;
    private final Evaluation evaluation;

    TakingUp(Sources sources, Committing committing, Evaluation evaluation) {
        this.sources = sources;
        this.committing = committing;
        this.evaluation = evaluation;
    }

    /** Takes up everything: as it was saved, then what has happened since. */
    void begin(WatchOrder order) {
        Instant now = evaluation.now();
        AlarmStore.Loaded loaded = sources.store().load(now);
        committing.begin(loaded.batch());
        evaluation.clear();
        Board board = evaluation.board();
        CentreState centre = evaluation.centre();
        board.take(order.map());
        Map<AlarmKey, Kept> kept = new HashMap<>();
        loaded.alarms().forEach(alarm -> kept.put(alarm.key(), alarm));
        List<Watched> all = List.copyOf(order.watched().values());
        host(all, kept);
        committing.endUnwatched(loaded.alarms(), order, now);
        centre.take(order.map());
        centre.restore(sources.presence().all().values(), sources.lastOfPowerAndQuality(), now);
        board.regroup(false);
        centre.tell(board);
        board.tickGroups();
        tellLast(all.stream()
                .filter(watched -> !kept.containsKey(watched.key())
                        || kept.get(watched.key()).state().isEmpty())
                .flatMap(watched -> board.find(watched.key()).stream())
                .toList());
        Map<DeviceId, Instant> from =
                evaluation.lookback().mattersFrom(loaded.until().orElse(now));
        loaded.until().ifPresent(until -> catchUp(from, until));
        evaluation.alreadyRead(from);
        evaluation.toldUntil(now);
        loaded.until().ifPresent(until -> evaluation.wasAway(Duration.between(until, now)));
        board.regroup(true);
        evaluation.tick();
    }

    /** Follows what has changed of rules, registry and series. */
    void follow(WatchOrder order) {
        Board board = evaluation.board();
        List<Hosted> gone = board.all().stream()
                .filter(alarm -> !order.watched().containsKey(alarm.key()))
                .toList();
        gone.forEach(alarm -> board.remove(alarm, order.reasonOf(alarm)));
        List<Watched> fresh = new ArrayList<>();
        List<Hosted> unheard = new ArrayList<>();
        for (Watched watched : order.watched().values()) {
            Optional<Hosted> known = board.find(watched.key());
            if (known.isEmpty()) {
                fresh.add(watched);
            } else if (rewatch(known.get(), watched)) {
                unheard.add(known.get());
            }
        }
        board.take(order.map());
        host(fresh, Map.of());
        board.regroup(true);
        meet(evaluation.centre().take(order.map()));
        fresh.forEach(watched -> board.find(watched.key()).ifPresent(unheard::add));
        tellLast(unheard);
    }

    /** Tells whether its condition is to be looked at anew. */
    private boolean rewatch(Hosted known, Watched watched) {
        Watched before = known.watched();
        if (!before.sameAs(watched)) {
            evaluation.board().rewatch(known, watched);
        }
        return !before.isSameBinding(watched);
    }

    /** What was heard of these devices while nobody knew them. */
    private void meet(Set<DeviceId> fresh) {
        if (!fresh.isEmpty()) {
            sources.presence().all().values().stream()
                    .filter(presence -> fresh.contains(presence.device()))
                    .forEach(evaluation.centre()::presence);
            evaluation.centre().recall(sources.last(fresh));
        }
    }

    /** Recalls what was known by the moment, then takes what was stored since as if it had come in time. */
    private void catchUp(Map<DeviceId, Instant> from, Instant until) {
        Board board = evaluation.board();
        for (SeriesInfo series : sources.last(Set.of())) {
            series.last()
                    .filter(last -> !last.at().isAfter(from.getOrDefault(series.device(), Instant.MIN)))
                    .ifPresent(last -> board.recall(
                            series.device(),
                            Reading.of(series.name(), series.unit(), last.at(), last.value(), last.quality())));
        }
        sources.series().since(from, each -> board.resume(each.device(), each.reading(), until));
    }

    private void host(List<Watched> fresh, Map<AlarmKey, Kept> kept) {
        List<NewAlarm> unknown = fresh.stream()
                .filter(watched -> !kept.containsKey(watched.key()))
                .map(watched -> new NewAlarm(watched.key(), watched.where()))
                .toList();
        Map<AlarmKey, Long> ids = new HashMap<>(sources.store().add(unknown, evaluation.now()));
        kept.forEach((key, alarm) -> ids.put(key, alarm.id()));
        for (Watched watched : fresh) {
            Long id = ids.get(watched.key());
            if (id == null) {
                throw new OperationsException("alarm " + watched.key() + " has no row");
            }
            evaluation.board().host(id, watched, Optional.ofNullable(kept.get(watched.key())));
        }
    }

    /** New alarms look at what their series said last, unless that is stale: who says nothing new is in that state. */
    private void tellLast(List<Hosted> unheard) {
        Set<DeviceId> devices = new HashSet<>();
        unheard.forEach(
                alarm -> alarm.watched().binding().sources().values().forEach(source -> devices.add(source.device())));
        devices.removeIf(CentreSeries::isOwn);
        if (devices.isEmpty()) {
            return;
        }
        Map<DeviceId, Map<SeriesName, SeriesInfo>> last = new HashMap<>();
        for (SeriesInfo series : sources.last(devices)) {
            last.computeIfAbsent(series.device(), device -> new HashMap<>()).put(series.name(), series);
        }
        Lookback lookback = evaluation.lookback();
        unheard.forEach(alarm -> lookback.tellLast(alarm, last, evaluation.now()));
    }
}
