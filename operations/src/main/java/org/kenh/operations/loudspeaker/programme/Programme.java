package org.kenh.operations.loudspeaker.programme;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.LoudspeakerNews;
import org.kenh.operations.loudspeaker.LoudspeakerNews.Kind;
import org.kenh.operations.loudspeaker.cluster.ClusterMap;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.programme.Bulletin.Cancellation;

/**
 * Bulletins and when they sound. Slots are made for today and two days more, and anew whenever bulletins or clusters change; what
 * begins within {@link #FROZEN} stays as it was planned, unless it is cancelled. Safe for any thread; blocks on the database.
 */
public final class Programme {
    /** Slots are made for so many days after today. */
    public static final int DAYS_AHEAD = 2;

    /**
     * What begins within it is not changed any more: clusters that cannot be told in time would play the file that was approved before, and
     * seem to have been hijacked.
     */
    public static final Duration FROZEN = Duration.ofMinutes(15);

    private final BulletinStore bulletins;
    private final SlotStore slots;
    private final OrderStore orders;
    private final Clusters clusters;
    private final LoudspeakerNews news;
    private final InstantSource clock;
    private final List<Consumer<Collection<Slot>>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stale = new AtomicBoolean(true);
    private LocalDate madeOn = LocalDate.MIN;
    private Optional<ClusterMap> madeFor = Optional.empty();

    public Programme(Stores stores, Clusters clusters, LoudspeakerNews news, InstantSource clock) {
        this.bulletins = stores.bulletins();
        this.slots = stores.slots();
        this.orders = stores.orders();
        this.clusters = clusters;
        this.news = news;
        this.clock = clock;
    }

    /** The listener hears of slots that are new or have changed, on whatever thread changed them, and must not block for long. */
    public void onChange(Consumer<Collection<Slot>> listener) {
        listeners.add(listener);
    }

    /** Empty if its origin is taken. */
    public Optional<Bulletin> add(Content content, String by) {
        Optional<Bulletin> added = bulletins.add(content, by, now());
        stale.set(true);
        return added;
    }

    /** Empty if it is cancelled or has another revision. */
    public Optional<Bulletin> replace(long id, int revision, Content content) {
        Optional<Bulletin> replaced = bulletins.replace(id, revision, content, now());
        stale.set(true);
        return replaced;
    }

    /** As {@link #replace}, of one that the same had cancelled. */
    Optional<Bulletin> revive(long id, int revision, String by, Content content) {
        Optional<Bulletin> revived = bulletins.revive(id, revision, by, content, now());
        stale.set(true);
        return revived;
    }

    /** Those of a source that stand and are still to sound. */
    public List<Bulletin> standing(String source) {
        Instant now = now();
        LocalDate today = LocalDay.of(now);
        Set<Long> later = slots.within(now, LocalDay.end(today)).stream()
                .map(Slot::bulletin)
                .collect(Collectors.toSet());
        return bulletins.active(today).stream()
                .filter(bulletin -> bulletin.content()
                        .origin()
                        .filter(origin -> origin.source().equals(source))
                        .isPresent())
                .filter(bulletin -> later.contains(bulletin.id())
                        || bulletin.content().schedules().stream()
                                .anyMatch(schedule -> schedule.to()
                                        .filter(day -> !day.isAfter(today))
                                        .isEmpty()))
                .toList();
    }

    /** Its slots that have not begun are cancelled as well. Empty if it does not stand. */
    public Optional<Bulletin> cancel(long id, String by, String reason) {
        Optional<Bulletin> cancelled = bulletins.cancel(id, new Cancellation(now(), by, reason));
        if (cancelled.isPresent()) {
            Instant now = now();
            // A round that read it while it still stood may keep slots after this: the next one takes them back.
            stale.set(true);
            keep(slots.ahead(id, now).stream()
                    .map(slot -> slot.cancelledAt(now))
                    .toList());
        }
        return cancelled;
    }

    public Optional<Bulletin> bulletin(long id) {
        return bulletins.find(id);
    }

    public Optional<Bulletin> bulletin(Origin origin) {
        return bulletins.find(origin);
    }

    /** All that stand and are not over, and so many others; each newest first. */
    public List<Bulletin> bulletins(int others) {
        return bulletins.list(LocalDay.of(now()), others);
    }

    /** Its coming slots that keep what it was before its last change, because they begin too soon; by start. */
    public List<Slot> frozen(Bulletin bulletin) {
        Instant now = now();
        Content content = bulletin.content();
        return slots.ahead(bulletin.id(), now).stream()
                .filter(slot -> isFrozen(slot, now) && !slot.tells(content))
                .filter(slot -> content.schedules().stream().anyMatch(schedule -> schedule.isAt(slot.planned())))
                .sorted(Comparator.comparing(Slot::starts))
                .toList();
    }

    /** What the commune has decided; without turns where it has not. */
    public AreaOrder order(String area) {
        return orders.of(area, LocalDay.of(now()));
    }

    /** As {@link AreaOrder#with}. */
    public AreaOrder decide(String area, List<Long> decided, String by) {
        Instant now = now();
        AreaOrder order = orders.decide(area, decided, LocalDay.of(now), new OrderStore.Decision(by, now));
        stale.set(true);
        return order;
    }

    /** Takes a bulletin out of the commune's order; false: it was not there. */
    public boolean undecide(String area, long bulletin) {
        boolean done = orders.remove(area, bulletin, LocalDay.of(now()));
        stale.set(true);
        return done;
    }

    /** Coming slots of the bulletins that collide in the commune, as planned or as they are, and begin too soon to follow a decision. */
    public List<Slot> tooLate(String area, Collection<Long> decided) {
        Instant now = now();
        Set<String> there = clusters.map().in(area);
        List<Slot> coming = slots.within(now, now.plus(FROZEN).plus(SlotMaker.MOST_MOVED)).stream()
                .filter(slot -> decided.contains(slot.bulletin()))
                .map(slot -> slot.with(
                        slot.order(),
                        slot.targets().stream().filter(there::contains).toList()))
                .toList();
        Set<String> colliding = new HashSet<>(Conflicts.of(coming).keySet());
        colliding.addAll(Conflicts.of(coming.stream()
                        .map(slot -> slot.startingAt(slot.planned()))
                        .toList())
                .keySet());
        return coming.stream()
                .filter(slot -> isFrozen(slot, now) && colliding.contains(slot.id()))
                .toList();
    }

    /** Of a local day, by start. */
    public List<Slot> slots(LocalDate day) {
        return slots.within(LocalDay.start(day), LocalDay.end(day));
    }

    /** Those that start in the time, from included, to excluded. */
    public List<Slot> slots(Instant from, Instant to) {
        return slots.within(from, to);
    }

    public Optional<Slot> slot(String id) {
        return slots.find(id);
    }

    /** Newest first. */
    public List<Slot> slotsOf(long bulletin, int limit) {
        return slots.ofBulletin(bulletin, limit);
    }

    /** Keeps a slot that no schedule makes; its id must not begin with {@code b}. */
    public void sound(Slot slot) {
        if (slot.isScheduled()) {
            throw new IllegalArgumentException("slot " + slot.id() + " has the id of one that a schedule makes");
        }
        keep(List.of(slot));
    }

    /** Tells of slots that no schedule makes, as of an emergency, and that were kept together with what they belong to. */
    public void tell(Collection<Slot> changed) {
        listeners.forEach(listener -> listener.accept(changed));
        changed.forEach(slot -> news.tell(Kind.SLOT, slot.id(), Optional.empty()));
    }

    /** Makes the slots that are missing, if anything has changed. To be called every few seconds. */
    public synchronized void tick() {
        LocalDate today = LocalDay.of(now());
        ClusterMap map = clusters.map();
        boolean otherClusters =
                madeFor.filter(before -> before.hasSameClusters(map)).isEmpty();
        if (stale.getAndSet(false) || !today.equals(madeOn) || otherClusters) {
            try {
                make(today, map);
                madeOn = today;
                madeFor = Optional.of(map);
            } catch (RuntimeException e) {
                stale.set(true);
                throw e;
            }
        }
    }

    private void make(LocalDate today, ClusterMap map) {
        Instant now = now();
        SlotMaker.Wishes wishes = new SlotMaker.Wishes(
                bulletins.active(today),
                schedule -> map.resolve(schedule.areas(), schedule.clusters()),
                orders.all(today),
                map::in);
        Map<String, Slot> before = known(today);
        Map<String, List<Slot>> fixed = before.values().stream()
                .filter(slot -> isFrozen(slot, now))
                .collect(Collectors.groupingBy(SlotMaker::group));
        Map<String, Set<String>> sounding = new HashMap<>();
        List<Slot> changed = new ArrayList<>();
        for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
            for (Slot slot : SlotMaker.make(wishes, today.plusDays(ahead), fixed)) {
                sounding.computeIfAbsent(SlotMaker.group(slot), group -> new HashSet<>())
                        .addAll(slot.targets());
                if (!slot.equals(before.remove(slot.id())) && slot.planned().isAfter(now)) {
                    changed.add(slot);
                }
            }
        }
        before.values().stream()
                .filter(slot -> slot.planned().isAfter(now) && !slot.isCancelled())
                .map(slot -> slot.cancelledAt(now).without(sounding.getOrDefault(SlotMaker.group(slot), Set.of())))
                .forEach(changed::add);
        keep(changed);
    }

    /** What has been made for these days, by id, also what has begun. */
    private Map<String, Slot> known(LocalDate today) {
        Instant end = LocalDay.end(today.plusDays(DAYS_AHEAD));
        Map<String, Slot> known = new HashMap<>();
        slots.within(LocalDay.start(today), end.plus(SlotMaker.MOST_MOVED)).stream()
                .filter(slot -> slot.isScheduled() && slot.planned().isBefore(end))
                .forEach(slot -> known.put(slot.id(), slot));
        return known;
    }

    /** By its time in the schedule: all that a bulletin sounds at that time, also later in some commune, is frozen together. */
    private static boolean isFrozen(Slot slot, Instant now) {
        return slot.isScheduled() && !slot.isCancelled() && slot.planned().isBefore(now.plus(FROZEN));
    }

    private void keep(Collection<Slot> changed) {
        if (!changed.isEmpty()) {
            slots.keep(changed);
            tell(changed);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Where all this is kept. */
    public record Stores(BulletinStore bulletins, SlotStore slots, OrderStore orders) {}
}
