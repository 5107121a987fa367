package org.kenh.operations.loudspeaker.proof;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kenh.ingest.IngestException;
import org.kenh.operations.OperationsException;
import org.kenh.operations.loudspeaker.LoudspeakerNews;
import org.kenh.operations.loudspeaker.LoudspeakerNews.Kind;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.judge.Evidence;
import org.kenh.operations.loudspeaker.judge.Judgement;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges days of clusters together, keeps what has changed and says it. One cluster that tells nonsense must not keep the others from
 * being judged, nor one day the other days. For one thread; blocks on the database.
 */
final class Looks {
    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    /** So much later a cluster is looked at again that could not be judged or kept. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    /** After so many that could not be kept, and none that could, the store itself is ill. */
    private static final int HOPELESS = 3;

    private final Clusters clusters;
    private final Proof.World world;
    private final Parts parts;
    private final Agenda agenda;
    private final Consumer<KeptVerdict> kept;

    /** The consumer hears of each verdict that is new. */
    Looks(Clusters clusters, Proof.World world, Parts parts, Consumer<KeptVerdict> kept) {
        this.clusters = clusters;
        this.world = world;
        this.parts = parts;
        this.agenda = parts.agenda();
        this.kept = kept;
    }

    /** Throws what went wrong first, after all days have had their look; those that had not are on the agenda again. */
    void look(List<DeviceDay> due, Instant now) {
        Map<LocalDate, List<DeviceDay>> byDay =
                due.stream().collect(Collectors.groupingBy(DeviceDay::day, TreeMap::new, Collectors.toList()));
        Optional<RuntimeException> first = Optional.empty();
        for (Map.Entry<LocalDate, List<DeviceDay>> entry : byDay.entrySet()) {
            try {
                look(entry.getKey(), entry.getValue(), now);
            } catch (RuntimeException e) {
                entry.getValue().forEach(agenda::add); // looked at again with the next tick
                first = first.or(() -> Optional.of(e));
            }
        }
        if (first.isPresent()) {
            throw first.get();
        }
    }

    private void look(LocalDate day, List<DeviceDay> days, Instant now) {
        List<String> devices = days.stream().map(DeviceDay::device).toList();
        Map<String, List<KeptVerdict>> before =
                parts.store().verdicts(day, devices).stream().collect(Collectors.groupingBy(KeptVerdict::device));
        Map<String, List<KeptUnplanned>> heard =
                parts.store().unplanned(day, devices).stream().collect(Collectors.groupingBy(KeptUnplanned::device));
        Map<String, Evidence> told = parts.bench()
                .told(
                        day,
                        devices.stream()
                                .map(device -> world.presence().of(DeviceId.of(device)))
                                .toList());
        Map<String, Records> looked = new HashMap<>();
        for (DeviceDay one : days) {
            String device = one.device();
            Optional<ClusterPlace> place = clusters.map().place(device);
            if (place.isPresent()) {
                Records records = new Records(
                        one, before.getOrDefault(device, List.of()), heard.getOrDefault(device, List.of()), now);
                try {
                    judge(records, place.get(), told.getOrDefault(device, Evidence.NONE));
                    looked.put(device, records);
                } catch (OperationsException | IngestException e) {
                    throw e; // the store; it is the same for all
                } catch (RuntimeException e) {
                    LOG.error("{} of cluster {} could not be judged", day, device, e);
                    agenda.add(one, now.plus(AGAIN));
                }
            }
        }
        keep(day, looked, now);
    }

    private void judge(Records records, ClusterPlace place, Evidence told) {
        DeviceDay day = records.day();
        Instant now = records.now();
        Judgement said = parts.bench().judge(day, place, told, now);
        records.verdicts(said.verdicts());
        records.unplanned(said.unplanned(), parts.muting());
        Optional<Instant> flagged = parts.flagging().say(day, said.verdicts(), records.standing(), now);
        parts.flagging().unknown(day.device(), now).forEach(agenda::add);
        Stream.concat(said.next().stream(), flagged.stream())
                .min(Comparator.naturalOrder())
                .ifPresentOrElse(at -> agenda.add(day, at), () -> agenda.remove(day));
    }

    /** Together, since that is quick; when it fails, one by one, so that only the culprits wait. */
    private void keep(LocalDate day, Map<String, Records> looked, Instant now) {
        try {
            keep(day, looked);
        } catch (RuntimeException all) {
            int failed = 0;
            for (Map.Entry<String, Records> one : looked.entrySet()) {
                try {
                    keep(day, Map.of(one.getKey(), one.getValue()));
                    failed = Integer.MIN_VALUE;
                } catch (RuntimeException e) {
                    failed++;
                    if (failed == HOPELESS) {
                        throw all;
                    }
                    LOG.error("{} of cluster {} could not be kept", day, one.getKey(), e);
                    agenda.add(new DeviceDay(one.getKey(), day), now.plus(AGAIN));
                }
            }
        }
    }

    private void keep(LocalDate day, Map<String, Records> looked) {
        List<KeptVerdict> verdicts = looked.values().stream()
                .flatMap(found -> found.changed.stream())
                .toList();
        List<KeptUnplanned> unplanned = looked.values().stream()
                .flatMap(found -> found.unplanned.stream())
                .toList();
        parts.store().keep(verdicts);
        parts.store().keepUnplanned(unplanned);
        looked.forEach((device, found) -> parts.store().forget(day, device, found.dueAgain));
        LoudspeakerNews news = world.news();
        verdicts.forEach(one -> {
            kept.accept(one);
            news.tell(Kind.VERDICT, one.said().slot(), Optional.empty());
            news.tell(Kind.CLUSTER, one.device(), clusters.area(one.device()));
        });
        unplanned.forEach(one -> news.tell(Kind.UNPLANNED, one.device(), clusters.area(one.device())));
    }

    /** Who judges, who keeps and who says it. */
    record Parts(Bench bench, VerdictStore store, Flagging flagging, Muting muting, Agenda agenda) {}
}
