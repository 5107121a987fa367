package org.kenh.ingest.alarm;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** One alarm and its journal, told in seconds from a start. Every reading comes at its own time unless said otherwise. */
final class Desk implements Journal {
    static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    static final Actor OPERATOR = new Actor("hoa", Set.of(Actor.Right.OPERATE));
    static final Actor SUPERVISOR = new Actor("lan", Set.of(Actor.Right.values()));

    private final List<Transition> rows = new ArrayList<>();
    private final Binding binding;
    private Alarm alarm;

    Desk(Rules rules) {
        binding = rules.binding();
        alarm = Alarm.begin(binding, this, START);
    }

    @Override
    public UUID occurrence(AlarmKey key, Instant at) {
        return UUID.nameUUIDFromBytes((key + "/" + at).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void record(Transition transition) {
        rows.add(transition);
    }

    static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }

    Alarm alarm() {
        return alarm;
    }

    Letter letter() {
        return alarm.letter();
    }

    List<Transition> rows() {
        return rows;
    }

    Transition last() {
        return rows.getLast();
    }

    /** The events so far, each with its second; historical ones in brackets. */
    List<String> told() {
        return rows.stream()
                .map(row -> {
                    double second = (row.at().toEpochMilli() - START.toEpochMilli()) / 1_000.0;
                    String text = row.event() + "@" + (second == Math.rint(second) ? "" + (long) second : "" + second);
                    return row.historical() ? "(" + text + ")" : text;
                })
                .toList();
    }

    Desk reads(double second, double value) {
        return reads(0, second, value, second);
    }

    Desk reads(int input, double second, double value, double now) {
        return reads(input, new Value.Numeric(value), Quality.GOOD, second, now);
    }

    Desk readsBad(double second) {
        return reads(0, new Value.Numeric(0), Quality.BAD, second, second);
    }

    Desk reads(int input, Value value, Quality quality, double second, double now) {
        InputName name = binding.rule().inputs().get(input);
        alarm.reading(input, Reading.of(name.series(), Unit.of("m"), at(second), value, quality), at(now));
        return this;
    }

    Desk ticks(double second) {
        alarm.tick(at(second));
        return this;
    }

    /** The server stops and comes back; only what the codec carries is left. */
    Desk restarts(double second) {
        alarm = Alarm.restore(binding, this, alarm.state(), at(second));
        return this;
    }

    Desk restartsWith(Rules rules, double second) {
        alarm = Alarm.restore(rules.binding(), this, alarm.state(), at(second));
        return this;
    }

    Outcome does(Action action, double second) {
        return alarm.perform(action, SUPERVISOR, at(second));
    }

    Outcome does(Action action, Actor actor, double second) {
        return alarm.perform(action, actor, at(second));
    }

    Outcome acknowledges(double second) {
        UUID live = alarm.status(at(second)).occurrence().orElse(new UUID(0, 0));
        return does(new Action.Acknowledge(live, ""), second);
    }

    Outcome shelves(double second, double until) {
        return does(new Action.Shelve(at(until), false, "đang sửa"), second);
    }
}
