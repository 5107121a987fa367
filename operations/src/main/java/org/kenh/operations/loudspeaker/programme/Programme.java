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
        List<Bulletin> active = bulletins.active(today);
        Map<String, Slot> before = new HashMap<>();
        slots.within(now, LocalDay.end(today.plusDays(DAYS_AHEAD))).stream()
                .filter(Slot::isScheduled)
                .forEach(slot -> before.put(slot.id(), slot));
        Map<String, Slot> fixed = new HashMap<>(before);
        fixed.values().removeIf(slot -> !isFrozen(slot, now));
        List<Slot> changed = new ArrayList<>();
        for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
            List<Slot> made = SlotMaker.make(
                    active,
                    today.plusDays(ahead),
                    schedule -> map.resolve(schedule.areas(), schedule.clusters()),
                    fixed);
            made.stream()
                    .filter(slot -> slot.planned().isAfter(now))
                    .filter(slot -> !slot.equals(before.remove(slot.id())))
                    .forEach(changed::add);
        }
        before.values().stream()
                .filter(slot -> slot.planned().isAfter(now) && !slot.isCancelled())
                .map(slot -> slot.cancelledAt(now))
                .forEach(changed::add);
        keep(changed);
    }

    private static boolean isFrozen(Slot slot, Instant now) {
        return slot.isScheduled() && !slot.isCancelled() && slot.starts().isBefore(now.plus(FROZEN));
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
    public record Stores(BulletinStore bulletins, SlotStore slots) {}
}
