package org.kenh.system;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.kenh.edge.fleet.LoudspeakerMonth;
import org.kenh.edge.fleet.LoudspeakerMonth.Arrival;
import org.kenh.edge.fleet.LoudspeakerMonth.Day;
import org.kenh.edge.fleet.LoudspeakerMonth.Kind;
import org.kenh.edge.fleet.LoudspeakerMonth.PlannedSlot;
import org.kenh.edge.fleet.LoudspeakerMonth.SeededFault;
import org.kenh.edge.fleet.LoudspeakerMonth.Stray;
import org.kenh.edge.fleet.LoudspeakerMonth.Terms;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.programme.Bulletin;
import org.kenh.operations.loudspeaker.programme.Content;
import org.kenh.operations.loudspeaker.programme.Schedule;
import org.kenh.telemetry.DeviceId;

/** A month of loudspeakers lived through with the real desk: the desk plans, the clusters play as seeded, the desk judges. */
final class SpeakerMonth implements AutoCloseable {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm", Locale.ROOT);
    /** Three heartbeats. */
    private static final Duration UNHEARD = Duration.ofMinutes(3);

    private static final LocalTime MORNING = LocalTime.of(5, 0);
    private static final LocalTime EVENING = LocalTime.of(21, 0);

    private static final Duration LATE = Duration.ofHours(6);

    final SpeakerCentre centre;
    final LoudspeakerMonth month;
    final Map<LocalDate, Day> days = new TreeMap<>();
    final List<Stray> strays = new ArrayList<>();

    private final Terms terms;
    private final Duration step;
    private final Map<LocalTime, Bulletin> bulletins = new HashMap<>();
    private final PriorityQueue<LinkChange> links = new PriorityQueue<>(Comparator.comparing(LinkChange::at));

    /** The desk is looked after once in a step. */
    SpeakerMonth(Terms wanted, Duration step) {
        this.step = step;
        centre = new SpeakerCentre(
                Databases.PLAIN.fresh(), LocalDay.start(wanted.first()).minus(Duration.ofHours(1)));
        LoudspeakerMonth sample = new LoudspeakerMonth(wanted);
        centre.install(sample.clusters());
        List<String> areas = sample.clusters().stream()
                .map(LoudspeakerMonth.Cluster::area)
                .distinct()
                .toList();
        wanted.programme().slots(wanted.first()).forEach(slot -> add(slot, areas, wanted));
        terms = new Terms(
                wanted.seed(),
                wanted.first(),
                wanted.days(),
                wanted.communes(),
                wanted.clusters(),
                wanted.sampling(),
                day -> wanted.programme().slots(day).stream()
                        .map(slot -> desks(slot, day))
                        .toList(),
                wanted.faults());
        month = new LoudspeakerMonth(terms);
        month.faults().stream().filter(fault -> fault.kind() == Kind.NO_LINK).forEach(this::seed);
    }

    void live() {
        while (month.hasNext()) {
            Day day = month.next();
            days.put(day.date(), new Day(day.date(), day.slots(), List.of(), day.truths(), List.of()));
            strays.addAll(day.strays());
            pass(new ArrayDeque<>(day.arrivals()), LocalDay.end(day.date()));
            planned(day);
            if (days.size() % 5 == 0 && month.hasNext()) {
                new SpeakerFindings(this).print();
            }
            System.out.println("%s: %d readings".formatted(day.date(), centre.readings));
        }
        pass(new ArrayDeque<>(), month.end().plus(LATE));
    }

    @Override
    public void close() {
        centre.close();
    }

    private void pass(Deque<Arrival> arrivals, Instant end) {
        boolean last = !month.hasNext();
        centre.lookAround();
        while (centre.now().isBefore(end)) {
            Instant next = centre.now().plus(step(centre.now()));
            Instant to = next.isBefore(end) ? next : end;
            while (!arrivals.isEmpty() && (arrivals.getFirst().at().isBefore(to) || (last && to.equals(end)))) {
                centre.take(arrivals.removeFirst());
            }
            while (!links.isEmpty() && !links.peek().at().isAfter(to)) {
                LinkChange change = links.remove();
                centre.link(change.device(), change.state(), change.since(), change.at());
            }
            centre.at(to);
        }
        if (!arrivals.isEmpty()) {
            throw new AssertionError(arrivals.size() + " arrivals are left over");
        }
    }

    /** At night nothing is planned. */
    private Duration step(Instant moment) {
        LocalTime time = moment.atZone(LocalDay.ZONE).toLocalTime();
        boolean night = time.isBefore(MORNING) || !time.isBefore(EVENING);
        Duration whole = Duration.ofMinutes(60 - time.getMinute());
        return night ? whole : step;
    }

    /** That the desk has planned the day as the clusters played it. */
    private void planned(Day day) {
        List<String> made = centre.programme.slots(day.date()).stream()
                .map(slot -> slot.id() + " " + slot.starts() + " " + slot.seconds() + " "
                        + slot.targets().size())
                .toList();
        List<String> played = day.slots().stream()
                .map(slot -> slot.id() + " " + slot.start() + " " + slot.seconds() + " " + terms.clusters())
                .toList();
        if (!made.equals(played)) {
            throw new AssertionError(day.date() + " was planned otherwise: " + made + " and not " + played);
        }
    }

    private void add(PlannedSlot slot, List<String> areas, Terms wanted) {
        LocalDate first = wanted.first();
        LocalDate last = first.plusDays(wanted.days() - 1);
        LocalTime time = slot.start().atZone(LocalDay.ZONE).toLocalTime();
        Schedule schedule = new Schedule(
                first, Optional.of(last), EnumSet.allOf(DayOfWeek.class), List.of(time), areas, List.of(), 0);
        Content content = new Content(
                Optional.empty(),
                "Bản tin " + slot.bulletin(),
                BulletinClass.NORMAL,
                slot.seconds(),
                Optional.of(slot.sha256()),
                Optional.empty(),
                areas.getFirst(),
                List.of(schedule));
        bulletins.put(time, centre.programme.add(content, "an").orElseThrow());
    }

    private PlannedSlot desks(PlannedSlot slot, LocalDate day) {
        LocalTime time = slot.start().atZone(LocalDay.ZONE).toLocalTime();
        long bulletin = Objects.requireNonNull(bulletins.get(time)).id();
        return new PlannedSlot(
                "b" + bulletin + "-" + MOMENT.format(day.atTime(time)),
                String.valueOf(bulletin),
                slot.start(),
                slot.seconds(),
                slot.sha256());
    }

    private void seed(SeededFault fault) {
        Instant noticed = fault.from().plus(UNHEARD);
        if (noticed.isBefore(fault.to())) {
            links.add(new LinkChange(noticed, fault.device(), Presence.State.OFFLINE, fault.from()));
            links.add(new LinkChange(fault.to(), fault.device(), Presence.State.ONLINE, fault.to()));
        }
    }

    private record LinkChange(Instant at, DeviceId device, Presence.State state, Instant since) {}
}
