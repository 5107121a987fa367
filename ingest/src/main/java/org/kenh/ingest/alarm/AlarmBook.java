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
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;

/**
 * All alarms of one part of the district: hands each reading to those that look at its series, wakes them when a delay
 * is over and collects those whose state is to be saved. The readings of one device, and those that one alarm looks at,
 * belong to one book. Not safe for several threads.
 *
 * <p>After a restart: restore the alarms, tell again what was stored after {@link Alarm#newest}, then tick.
 */
public final class AlarmBook {
    /** Threads that read the clock one after the other may tell times in another order; that is no step. */
    private static final long JITTER = Micros.of(Duration.ofSeconds(1));

    private final Journal journal;
    private final Map<AlarmKey, Entry> entries = new LinkedHashMap<>();
    private final Map<DeviceId, Map<SeriesName, Watch[]>> watches = new HashMap<>();
    private final PriorityQueue<Wake> wakes = new PriorityQueue<>();
    private final Queue<Entry> changed = new ArrayDeque<>();
    private long present = Micros.NONE;

    public AlarmBook(Journal journal) {
        this.journal = journal;
    }

    /** Begins to watch; replaces the alarm with the same key, whose state is then forgotten. */
    public Alarm begin(Binding binding, Instant now) {
        return put(Alarm.begin(binding, journal, now));
    }

    /** Goes on watching; see {@link Alarm#restore}. Also for a new version of a rule. */
    public Alarm restore(Binding binding, byte[] state, Instant now) {
        return put(Alarm.restore(binding, journal, state, now));
    }

    /** Stops watching. What is live is not ended by this. */
    public void remove(AlarmKey key) {
        Entry entry = entries.remove(key);
        if (entry != null) {
            entry.gone = true;
            watches.values().removeIf(ofDevice -> {
                ofDevice.replaceAll((series, list) -> without(list, entry));
                ofDevice.values().removeIf(list -> list.length == 0);
                return ofDevice.isEmpty();
            });
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
     * Takes a reading that was stored while the book was not told, each in the order of its time. An alarm that has seen
     * it, or a newer one of its series, is not told; the others hear of it as if they had then.
     */
    public void retell(DeviceId device, Reading reading) {
        Watch[] list = watches.getOrDefault(device, Map.of()).get(reading.series());
        if (list == null) {
            return;
        }
        for (Watch watch : list) {
            Entry entry = watch.entry();
            long at = reading.timeMicros();
            if (at > entry.alarm.newestMicros(watch.input())) {
                entry.alarm.reading(watch.input(), reading, Math.max(at, entry.alarm.present()));
                settle(entry);
            }
        }
    }

    /** The devices of which some alarm looks at a series. */
    public Set<DeviceId> watched() {
        return Set.copyOf(watches.keySet());
    }

    /** Fires what is due. */
    public void tick(Instant now) {
        passTo(now);
        for (Wake next = wakes.peek(); next != null && next.at() <= present; next = wakes.peek()) {
            wakes.remove();
            Entry entry = next.entry();
            if (!entry.gone && entry.queuedAt == next.at()) {
                entry.queuedAt = Micros.NEVER;
                entry.alarm.tick(present);
                settle(entry);
            }
        }
    }

    /** When {@link #tick} is to be called next if nothing comes. Empty: not at all. */
    public Optional<Instant> wakeAt() {
        return Optional.ofNullable(wakes.peek()).map(next -> Micros.instant(next.at()));
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

    /** Hands over the alarms whose state has changed since the last call; best saved together with their transitions. */
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
        Entry entry = new Entry(alarm);
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
            if (entry.alarm.wake() < entry.queuedAt || entry.alarm.hasChanged()) {
                settle(entry);
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
        if (wake < entry.queuedAt) {
            entry.queuedAt = wake;
            wakes.add(new Wake(wake, entry));
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

    private static Watch[] without(Watch[] list, Entry entry) {
        return Arrays.stream(list).filter(watch -> watch.entry() != entry).toArray(Watch[]::new);
    }

    /** An alarm and what is planned for it. */
    private static final class Entry {
        private final Alarm alarm;
        private long queuedAt = Micros.NEVER;
        private boolean listed;
        private boolean gone;

        Entry(Alarm alarm) {
            this.alarm = alarm;
        }
    }

    /** An alarm that looks at a series, as the input at this place. */
    private record Watch(Entry entry, int input) {}

    private record Wake(long at, Entry entry) implements Comparable<Wake> {
        @Override
        public int compareTo(Wake other) {
            return Long.compare(at, other.at);
        }
    }
}
