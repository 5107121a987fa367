package org.kenh.ingest.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;

/**
 * All alarms of one part of the district: hands each reading to those that look at its series, wakes them when a delay
 * is over and collects those whose state is to be saved. The readings of one device, and those that one alarm looks at,
 * belong to one book. Not safe for several threads.
 *
 * <p>What suppresses others is best kept in a book of its own that is told and ticked first, so that a member does not
 * annunciate in the moment before it is suppressed.
 */
public final class AlarmBook {
    /** Threads that read the clock one after the other may tell times in another order; that is no step. */
    private static final long JITTER = Micros.of(Duration.ofSeconds(1));

    private static final Watch[] NOBODY = {};

    private final Journal journal;
    private final Map<AlarmKey, Entry> entries = new LinkedHashMap<>();
    private final Map<DeviceId, Map<SeriesName, Watch[]>> watches = new HashMap<>();
    /** Those with a planned wake, the first to wake first. */
    private final TreeSet<Entry> wakes = new TreeSet<>();

    private final Queue<Entry> changed = new ArrayDeque<>();
    private long present = Micros.NONE;
    private long added;

    public AlarmBook(Journal journal) {
        this.journal = journal;
    }

    /** Begins to watch; replaces the alarm with the same key, whose state is then forgotten. */
    public Alarm begin(Binding binding, Instant now) {
        passTo(now);
        return put(Alarm.begin(binding, journal, now));
    }

    /** Goes on watching; see {@link Alarm#restore}. Also for a new version of a rule. */
    public Alarm restore(Binding binding, byte[] state, Instant now) {
        passTo(now);
        return put(Alarm.restore(binding, journal, state, now));
    }

    /** Stops watching. What is live is not ended by this. */
    public void remove(AlarmKey key) {
        Entry entry = entries.remove(key);
        if (entry != null) {
            entry.gone = true;
            wakes.remove(entry);
            entry.alarm.binding().sources().values().forEach(source -> unwatch(source, entry));
        }
    }

    public Optional<Alarm> find(AlarmKey key) {
        return Optional.ofNullable(entries.get(key)).map(entry -> entry.alarm);
    }

    /** All alarms, in the order in which they were added. */
    public Collection<Alarm> all() {
        return entries.values().stream().map(entry -> entry.alarm).toList();
    }

    /** The alarms that look at any series of the device: those that mean nothing while it cannot be heard. */
    public Collection<Alarm> watching(DeviceId device) {
        return watches.getOrDefault(device, Map.of()).values().stream()
                .flatMap(Arrays::stream)
                .map(watch -> watch.entry().alarm)
                .distinct()
                .toList();
    }

    /** Takes readings of a device that are committed and were not there before, oldest first. */
    public void readings(DeviceId device, List<Reading> readings, Instant now) {
        Map<SeriesName, Watch[]> ofDevice = watches.get(device);
        if (ofDevice == null) {
            return;
        }
        passTo(now);
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            Watch[] list = ofDevice.get(reading.series());
            if (list != null) {
                tell(list, reading);
            }
        }
    }

    /**
     * After a restart, for what was stored before the moment up to which everything had been taken and saved: fills in
     * the newest values, and what conditions remember if the readings go back by {@link Alarm#memory}. Decides nothing.
     * Oldest first; what an alarm knows already is passed over.
     */
    public void recall(DeviceId device, Reading reading) {
        for (Watch watch : watching(device, reading)) {
            watch.entry().alarm.recall(watch.input(), reading, present);
            settle(watch.entry());
        }
    }

    /**
     * After a restart or where readings had to be left out, for what was stored since: takes them as if they had come
     * in time, so that delays end when they would have. Oldest first; what an alarm knows already is passed over.
     */
    public void retell(DeviceId device, Reading reading) {
        for (Watch watch : watching(device, reading)) {
            watch.entry().alarm.retell(watch.input(), reading, present);
            settle(watch.entry());
        }
    }

    /** The devices of which some alarm looks at a series. */
    public Set<DeviceId> watched() {
        return Set.copyOf(watches.keySet());
    }

    /** Fires what is due. */
    public void tick(Instant now) {
        passTo(now);
        while (!wakes.isEmpty() && wakes.first().wakeAt <= present) {
            Entry entry = wakes.pollFirst();
            entry.wakeAt = Micros.NEVER;
            entry.alarm.tick(present);
            settle(entry);
        }
    }

    /** When {@link #tick} is to be called next if nothing comes. Empty: not at all. */
    public Optional<Instant> wakeAt() {
        return wakes.isEmpty() ? Optional.empty() : Optional.of(Micros.instant(wakes.first().wakeAt));
    }

    /** See {@link Alarm#perform}; empty if there is no such alarm. */
    public Optional<Outcome> perform(AlarmKey key, Action action, Actor actor, Instant now) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        passTo(now);
        Outcome outcome = entry.alarm.perform(action, actor, Micros.instant(present));
        settle(entry);
        return Optional.of(outcome);
    }

    /**
     * Hands over the alarms whose state has changed since the last call; to be saved together with their transitions.
     * It does so once: what could not be saved must be kept.
     */
    public void drainChanged(Consumer<Alarm> each) {
        for (Entry entry = changed.poll(); entry != null; entry = changed.poll()) {
            entry.listed = false;
            if (!entry.gone && entry.alarm.takeChanged()) {
                each.accept(entry.alarm);
            }
        }
    }

    private Alarm put(Alarm alarm) {
        remove(alarm.key());
        Entry entry = new Entry(alarm, added++);
        entries.put(alarm.key(), entry);
        List<InputName> inputs = alarm.rule().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            Binding.Source source = alarm.binding().sources().get(inputs.get(i));
            if (source != null) {
                watches.computeIfAbsent(source.device(), device -> new HashMap<>())
                        .merge(source.series(), new Watch[] {new Watch(entry, i)}, AlarmBook::joined);
            }
        }
        settle(entry);
        return alarm;
    }

    private void tell(Watch[] list, Reading reading) {
        for (Watch watch : list) {
            Entry entry = watch.entry();
            entry.alarm.reading(watch.input(), reading, present);
            if (entry.alarm.wake() < entry.wakeAt || entry.alarm.hasChanged()) {
                settle(entry);
            }
        }
    }

    private Watch[] watching(DeviceId device, Reading reading) {
        return watches.getOrDefault(device, Map.of()).getOrDefault(reading.series(), NOBODY);
    }

    private void unwatch(Binding.Source source, Entry entry) {
        Map<SeriesName, Watch[]> ofDevice = watches.get(source.device());
        if (ofDevice != null) {
            ofDevice.computeIfPresent(source.series(), (series, list) -> without(list, entry));
            if (ofDevice.isEmpty()) {
                watches.remove(source.device());
            }
        }
    }

    private void passTo(Instant now) {
        long micros = Micros.of(now);
        if (micros >= present) {
            present = micros;
        } else if (present - micros > JITTER) {
            present = micros;
            for (Entry entry : entries.values()) {
                entry.alarm.tick(present);
                settle(entry);
            }
        }
    }

    /** Plans the next wake and the saving of an alarm that something has happened to. */
    private void settle(Entry entry) {
        long wake = entry.alarm.wake();
        // An earlier wake that is planned already does no harm; a later one would miss the deadline.
        if (wake < entry.wakeAt) {
            wakes.remove(entry);
            entry.wakeAt = wake;
            wakes.add(entry);
        }
        if (!entry.listed && entry.alarm.hasChanged()) {
            entry.listed = true;
            changed.add(entry);
        }
    }

    private static Watch[] joined(Watch[] list, Watch[] more) {
        Watch[] joined = Arrays.copyOf(list, list.length + 1);
        joined[list.length] = more[0];
        return joined;
    }

    private static Watch @Nullable [] without(Watch[] list, Entry entry) {
        Watch[] left =
                Arrays.stream(list).filter(watch -> watch.entry() != entry).toArray(Watch[]::new);
        return left.length == 0 ? null : left;
    }

    /** An alarm and what is planned for it; ordered by its wake, which must not change while it is in the plan. */
    private static final class Entry implements Comparable<Entry> {
        private final Alarm alarm;
        private final long number;
        private long wakeAt = Micros.NEVER;
        private boolean listed;
        private boolean gone;

        Entry(Alarm alarm, long number) {
            this.alarm = alarm;
            this.number = number;
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(wakeAt, other.wakeAt);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** An alarm that looks at a series, as the input at this place. */
    private record Watch(Entry entry, int input) {}
}
