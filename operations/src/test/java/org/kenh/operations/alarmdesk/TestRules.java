package org.kenh.operations.alarmdesk;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.Expression;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.alarm.Priority;
import org.kenh.ingest.alarm.Rationalisation;

/** A rule for tests, by its differences from a plain one. */
record TestRules(
        String id,
        int version,
        Condition condition,
        Duration onDelay,
        Duration offDelay,
        String alarmClass,
        Priority priority,
        Scope scope,
        Optional<Suppresses> suppresses) {

    static TestRules of(String id, Condition condition) {
        return new TestRules(
                id,
                1,
                condition,
                Duration.ZERO,
                Duration.ZERO,
                "process",
                Priority.P2,
                Scope.all(Scope.Subject.DEVICE),
                Optional.empty());
    }

    static TestRules high(String id, String series, double setpoint, double deadband) {
        return of(id, new Condition.High(InputName.of(series), setpoint, deadband));
    }

    static TestRules formula(String id, String text) {
        return of(id, new Condition.Formula(Expression.of(text)));
    }

    TestRules delays(int on, int off) {
        return new TestRules(
                id,
                version,
                condition,
                Duration.ofSeconds(on),
                Duration.ofSeconds(off),
                alarmClass,
                priority,
                scope,
                suppresses);
    }

    TestRules ofClass(String name) {
        return new TestRules(id, version, condition, onDelay, offDelay, name, priority, scope, suppresses);
    }

    TestRules priority(Priority other) {
        return new TestRules(id, version, condition, onDelay, offDelay, alarmClass, other, scope, suppresses);
    }

    TestRules scope(Scope other) {
        return new TestRules(id, version, condition, onDelay, offDelay, alarmClass, priority, other, suppresses);
    }

    TestRules areas(String... kinds) {
        return scope(Scope.all(Scope.Subject.AREA).withKinds(Set.of(kinds)));
    }

    TestRules hides(Suppresses.Within within, String... classes) {
        return new TestRules(
                id,
                version,
                condition,
                onDelay,
                offDelay,
                alarmClass,
                priority,
                scope,
                Optional.of(new Suppresses(within, Set.of(classes))));
    }

    TestRules version(int other) {
        return new TestRules(id, other, condition, onDelay, offDelay, alarmClass, priority, scope, suppresses);
    }

    LiveRule live() {
        return LiveRule.of(rule(), scope, suppresses, true);
    }

    AlarmRule rule() {
        return new AlarmRule(
                id,
                version,
                condition,
                new AlarmRule.Timing(onDelay, offDelay, Optional.empty()),
                Collections.nCopies(condition.levels(), AlarmRule.Weight.of(priority)),
                AlarmRule.Handling.USUAL,
                Optional.empty(),
                new Rationalisation(
                        id,
                        alarmClass,
                        text("Cảnh báo " + id, "Alarm " + id),
                        text("Nguyên nhân", "Causes"),
                        text("Hậu quả", "Consequence"),
                        text("Cách xử lý", "Action"),
                        "Trạm",
                        Optional.of(new Rationalisation.Approval("truong-phong", Instant.EPOCH))));
    }

    private static Rationalisation.Bilingual text(String vi, String en) {
        return new Rationalisation.Bilingual(vi, en);
    }
}
