package org.kenh.ingest.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;

/** Rules for tests, by their differences from a plain one: delays of 0, priority 2, not latching, always shelvable. */
record Rules(
        Condition condition,
        AlarmRule.Timing timing,
        AlarmRule.Handling handling,
        Optional<AlarmRule.Suppression> suppression,
        Optional<Duration> interval,
        Priority priority,
        int version) {
    static final DeviceId DEVICE = DeviceId.of("tram-bom-1");
    static final InputName LEVEL = InputName.of("level");

    static Rules of(Condition condition) {
        return new Rules(
                condition,
                new AlarmRule.Timing(Duration.ZERO, Duration.ZERO, Optional.empty()),
                AlarmRule.Handling.USUAL,
                Optional.empty(),
                Optional.empty(),
                Priority.P2,
                1);
    }

    static Rules high(double setpoint, double deadband) {
        return of(new Condition.High(LEVEL, setpoint, deadband));
    }

    Rules delays(int on, int off) {
        return timing(new AlarmRule.Timing(Duration.ofSeconds(on), Duration.ofSeconds(off), timing.reAlarm()));
    }

    Rules reAlarm(int seconds) {
        return timing(
                new AlarmRule.Timing(timing.onDelay(), timing.offDelay(), Optional.of(Duration.ofSeconds(seconds))));
    }

    Rules timing(AlarmRule.Timing other) {
        return new Rules(condition, other, handling, suppression, interval, priority, version);
    }

    Rules latching() {
        return handling(new AlarmRule.Handling(true, false, true, AlarmRule.LONGEST_SHELVING, true));
    }

    Rules autoAcknowledged() {
        return handling(new AlarmRule.Handling(false, true, true, AlarmRule.LONGEST_SHELVING, true));
    }

    Rules handling(AlarmRule.Handling other) {
        return new Rules(condition, timing, other, suppression, interval, priority, version);
    }

    Rules suppressed(String when, int hold) {
        AlarmRule.Suppression part = new AlarmRule.Suppression(Expression.of(when), Duration.ofSeconds(hold));
        return new Rules(condition, timing, handling, Optional.of(part), interval, priority, version);
    }

    Rules interval(int seconds) {
        return new Rules(
                condition, timing, handling, suppression, Optional.of(Duration.ofSeconds(seconds)), priority, version);
    }

    Rules priority(Priority other) {
        return new Rules(condition, timing, handling, suppression, interval, other, version);
    }

    Rules version(int other) {
        return new Rules(condition, timing, handling, suppression, interval, priority, other);
    }

    AlarmRule rule() {
        List<AlarmRule.Weight> weights =
                java.util.Collections.nCopies(condition.levels(), AlarmRule.Weight.of(priority));
        return new AlarmRule(
                "high-level", version, condition, timing, weights, handling, suppression, rationalisation());
    }

    Binding binding() {
        return binding(DEVICE);
    }

    /** All inputs are series of this device. */
    Binding binding(DeviceId device) {
        Map<InputName, Binding.Source> sources = new HashMap<>();
        for (InputName input : rule().inputs()) {
            sources.put(input, new Binding.Source(device, input.series(), interval));
        }
        return new Binding(rule(), device.value(), sources);
    }

    static Rationalisation rationalisation() {
        return new Rationalisation(
                "MN-CAO",
                "flood",
                text("Mực nước bể hút cao", "High level in the suction basin"),
                text("Bơm dừng, song chắn rác bị tắc", "Pump stopped, screen blocked"),
                text("Tràn bể", "Overflow"),
                text("Mở thêm bơm", "Start another pump"),
                "Trạm bơm Bà Thà",
                Optional.of(new Rationalisation.Approval("truong-phong", Instant.parse("2026-11-01T00:00:00Z"))));
    }

    private static Rationalisation.Bilingual text(String vi, String en) {
        return new Rationalisation.Bilingual(vi, en);
    }
}
