package org.kenh.ingest.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
import org.kenh.ingest.alarm.Audience.Watch;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
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
    private final Map<AlarmKey, BookEntry> entries = new LinkedHashMap<>();
    private final Map<DeviceId, Map<SeriesName, Audience>> watches = new HashMap<>();
    /** Those with a planned wake, the first to wake first. */
    private final TreeSet<BookEntry> wakes = new TreeSet<>();

    private final Queue<BookEntry> changed = new ArrayDeque<>();
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
        BookEntry entry = entries.remove(key);
        if (entry != null) {
            entry.leave();
            wakes.remove(entry);
            entry.alarm().binding().sources().values().forEach(source -> unwatch(source, entry));
        }
    }

    public Optional<Alarm> find(AlarmKey key) {
        return Optional.ofNullable(entries.get(key)).map(BookEntry::alarm);
    }

    /** All alarms, in the order in which they were added. */
    public Collection<Alarm> all() {
        return entries.values().stream().map(BookEntry::alarm).toList();
    }

    /** The alarms that look at any series of the device: those that mean nothing while it cannot be heard. */
    public Collection<Alarm> watching(DeviceId device) {
        return watches.getOrDefault(device, Map.of()).values().stream()
                .flatMap(audience -> Arrays.stream(audience.watches()))
                .map(watch -> watch.entry().alarm())
                .distinct()
                .toList();
    }

    /** Takes readings of a device that are committed and were not there before, oldest first. */
    public void readings(DeviceId device, List<Reading> readings, Instant now) {
        Map<SeriesName, Audience> ofDevice = watches.get(device);
        if (ofDevice != null) {
            passTo(now);
            tell(ofDevice, readings, present, Micros.NEVER);
        }
    }

    /** The same where they had to wait before they could be told: that does not make them late. */
    public void readings(DeviceId device, List<Reading> readings, Arrival arrival, Instant now) {
        Map<SeriesName, Audience> ofDevice = watches.get(device);
        if (ofDevice != null) {
            passTo(now);
            tell(ofDevice, readings, Math.min(arrival.received(), present), arrival.knownAfter());
        }
    }

    /**
     * After a restart, for what was stored before the moment up to which everything had been taken and saved: fills in
     * the newest values, and what conditions remember if the readings go back by {@link Alarm#memory}. Decides nothing.
     * Oldest first; what an alarm knows already is passed over.
     */
    public void recall(DeviceId device, Reading reading) {
        for (Watch watch : watching(device, reading)) {
            watch.entry().alarm().recall(watch.input(), reading, present);
            settle(watch.entry());
        }
    }

    /**
     * After a restart or where readings had to be left out, for what was stored since: takes them as if they had come
     * in time, so that delays end when they would have. Oldest first; what an alarm knows already is passed over.
     */
    public void retell(DeviceId device, Reading reading) {
        for (Watch watch : watching(device, reading)) {
            watch.entry().alarm().retell(watch.input(), reading, present);
            settle(watch.entry());
        }
    }

    /** The same for one alarm alone, which has just come to be or has a new rule: the others know it already. */
    public void retell(AlarmKey key, DeviceId device, Reading reading, Instant now) {
        passTo(now);
        BookEntry entry = entries.get(key);
        if (entry == null) {
            return;
        }
        for (Watch watch : watching(device, reading)) {
            if (watch.entry() == entry) {
                entry.alarm().retell(watch.input(), reading, present);
                settle(entry);
            }
        }
    }

    /**
     * Where readings had to be left out: for what is stored and, if an alarm does not know it, came after the moment up
     * to which everything was told. What was too old even then was late when it came, and is journalled so. Oldest
     * first; what an alarm knows already is passed over.
     */
    public void reread(DeviceId device, Reading reading, Instant unseenSince, Instant now) {
        passTo(now);
        for (Watch watch : watching(device, reading)) {
            watch.entry().alarm().reread(watch.input(), reading, Micros.of(unseenSince), present);
            settle(watch.entry());
        }
    }

    /**
     * After a restart, for all that is stored: recalls what can only have come before the moment up to which everything
     * had been taken and saved, and retells what may have come in time after it. Oldest first.
     */
    public void resume(DeviceId device, Reading reading, Instant seenUntil, Instant now) {
        passTo(now);
        for (Watch watch : watching(device, reading)) {
            watch.entry().alarm().resume(watch.input(), reading, Micros.of(seenUntil), present);
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
        while (!wakes.isEmpty() && wakes.first().wakeAt() <= present) {
            fire(wakes.pollFirst());
        }
    }

    /** The same, but for silence: while those that report could not be heard, nothing is known of it. */
    public void tickAllButSilence(Instant now) {
        passTo(now);
        List<BookEntry> left = new ArrayList<>();
        while (!wakes.isEmpty() && wakes.first().wakeAt() <= present) {
            BookEntry entry = wakes.pollFirst();
            if (entry.alarm().rule().condition() instanceof Condition.Missing) {
                left.add(entry);
            } else {
                fire(entry);
            }
        }
        wakes.addAll(left);
    }

    /** When {@link #tick} is to be called next if nothing comes. Empty: not at all. */
    public Optional<Instant> wakeAt() {
        return wakes.isEmpty()
                ? Optional.empty()
                : Optional.of(Micros.instant(wakes.first().wakeAt()));
    }

    /** See {@link Alarm#perform}; empty if there is no such alarm. */
    public Optional<Outcome> perform(AlarmKey key, Action action, Actor actor, Instant now) {
        BookEntry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        passTo(now);
        Outcome outcome = entry.alarm().perform(action, actor, Micros.instant(present));
        settle(entry);
        return Optional.of(outcome);
    }

    /**
     * Hands over the alarms whose state has changed since the last call; to be saved together with their transitions.
     * It does so once: what could not be saved must be kept.
     */
    public void drainChanged(Consumer<Alarm> each) {
        for (BookEntry entry = changed.poll(); entry != null; entry = changed.poll()) {
            entry.list(false);
            if (!entry.gone() && entry.alarm().takeChanged()) {
                each.accept(entry.alarm());
            }
        }
    }

    private Alarm put(Alarm alarm) {
        remove(alarm.key());
        BookEntry entry = new BookEntry(alarm, added++);
        entries.put(alarm.key(), entry);
        List<InputName> inputs = alarm.rule().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            Binding.Source source = alarm.binding().sources().get(inputs.get(i));
            if (source != null) {
                watches.computeIfAbsent(source.device(), device -> new HashMap<>())
                        .merge(source.series(), Audience.of(new Watch(entry, i)), Audience::joinedBy);
            }
        }
        settle(entry);
        return alarm;
    }

    private void fire(BookEntry entry) {
        entry.planWake(Micros.NEVER);
        entry.alarm().tick(present);
        settle(entry);
    }

    /** What is newer than {@code knownAfter} may have been told before. */
    private void tell(Map<SeriesName, Audience> ofDevice, List<Reading> readings, long received, long knownAfter) {
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            Audience audience = ofDevice.get(reading.series());
            if (audience != null) {
                tell(audience, reading, received, knownAfter);
            }
        }
    }

    private void tell(Audience audience, Reading reading, long received, long knownAfter) {
        long at = Math.min(reading.timeMicros(), received);
        double value = reading.quality() == Quality.BAD ? Double.NaN : Evaluator.plain(reading.value());
        boolean inTime = audience.isInTime(at, received);
        boolean maybeKnown = !inTime && at > knownAfter;
        Watch[] watches = audience.watches();
        for (int i = 0; i < watches.length; i++) {
            boolean known = maybeKnown && at <= watches[i].entry().alarm().newestMicros(watches[i].input());
            if (!known && (!inTime || !audience.isQuiet(i, value))) {
                tell(watches[i], reading, received);
            }
        }
        if (inTime && !Double.isNaN(value)) {
            audience.note(at, value, present);
        } else {
            audience.seen(at);
        }
    }

    private void tell(Watch watch, Reading reading, long received) {
        BookEntry entry = watch.entry();
        entry.alarm().reading(watch.input(), reading, received, present);
        entry.refresh();
        if (entry.alarm().wake() < entry.wakeAt() || entry.alarm().hasChanged()) {
            settle(entry);
        }
    }

    private Watch[] watching(DeviceId device, Reading reading) {
        Audience audience = watches.getOrDefault(device, Map.of()).get(reading.series());
        if (audience == null) {
            return NOBODY;
        }
        audience.seen(Math.min(reading.timeMicros(), present));
        return audience.watches();
    }

    private void unwatch(Binding.Source source, BookEntry entry) {
        Map<SeriesName, Audience> ofDevice = watches.get(source.device());
        if (ofDevice != null) {
            ofDevice.computeIfPresent(source.series(), (series, audience) -> without(audience, entry));
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
            for (BookEntry entry : entries.values()) {
                entry.alarm().tick(present);
                settle(entry);
            }
            watches.values()
                    .forEach(ofDevice -> ofDevice.values().forEach(audience -> audience.clockWentBack(present)));
        }
    }

    /** Plans the next wake and the saving of an alarm that something has happened to. */
    private void settle(BookEntry entry) {
        entry.refresh();
        long wake = entry.alarm().wake();
        // An earlier wake that is planned already does no harm; a later one would miss the deadline.
        if (wake < entry.wakeAt()) {
            wakes.remove(entry);
            entry.planWake(wake);
            wakes.add(entry);
        }
        if (!entry.listed() && entry.alarm().hasChanged()) {
            entry.list(true);
            changed.add(entry);
        }
    }

    private static @Nullable Audience without(Audience audience, BookEntry entry) {
        Watch[] left = audience.without(entry);
        return left.length == 0 ? null : Audience.of(left);
    }
}
