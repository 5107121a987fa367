package org.kenh.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.kenh.bench.load.Payload;

/** Alarm rules of a server under test: puts them in force or out of it, and waits until the alarm desk keeps to them. */
final class AlarmRules {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** The load's values lie between 10 and 100. */
    private static final int NEVER = 1_000;

    private final ServerUnderTest server;
    private final ServerApi api;
    private final List<Map<String, Object>> rules;
    private final long subjects;

    /** @param subjects that have the series of each rule once they were heard */
    AlarmRules(ServerUnderTest server, List<Map<String, Object>> rules, long subjects) {
        this.server = server;
        this.api = server.api();
        this.rules = rules;
        this.subjects = subjects;
    }

    /** High, low, levels, rate of change and a formula on each series of the load, none of which ever comes true. */
    static List<Map<String, Object>> fivePerSeries(int series) {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            String name = Payload.seriesName(i);
            rules.add(rule("high", name, Map.of("setpoint", NEVER, "deadband", 1)));
            rules.add(rule("low", name, Map.of("setpoint", -NEVER, "deadband", 1)));
            rules.add(rule(
                    "levels",
                    name,
                    Map.of("direction", "rising", "setpoints", List.of(NEVER, 2 * NEVER, 3 * NEVER), "deadband", 1)));
            rules.add(rule("rate-of-change", name, Map.of("direction", "either", "change", NEVER, "within", "PT1M")));
            rules.add(rule("formula", name, Map.of("expression", "{" + name + "} > " + NEVER)));
        }
        return rules;
    }

    /** A rule of priority 2 on the devices of this bench, without delays; {@code type} and series make its id. */
    static Map<String, Object> rule(String type, String series, Map<String, Object> condition) {
        Map<String, Object> whole = new HashMap<>(condition);
        whole.put("type", type);
        Map<String, Object> rule = new HashMap<>(Map.of(
                "id",
                "bench-" + type + "-" + series.replaceAll("[^a-z0-9]+", "-"),
                "name",
                Map.of("vi", "Đo tải " + type + " " + series, "en", "Load test " + type + " " + series),
                "scope",
                Map.of("site", ServerApi.SITE),
                "condition",
                whole,
                "priority",
                2));
        if (!type.equals("formula")) {
            rule.put("series", series);
        }
        return rule;
    }

    /** How many alarms there are while the rules are in force. */
    long alarms() {
        return rules.size() * subjects;
    }

    /** Returns when the desk watches all of them. */
    void enforce() throws SQLException {
        set(true);
        await(watched -> watched >= alarms());
    }

    /** Returns when the desk watches nothing any more. */
    void lift() throws SQLException {
        set(false);
        await(watched -> watched == 0);
    }

    private void set(boolean enabled) {
        for (Map<String, Object> rule : rules) {
            Map<String, Object> document = new HashMap<>(rule);
            document.put("enabled", enabled);
            api.putRule(document);
        }
    }

    private void await(LongPredicate enough) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long watched = watched(); !enough.test(watched); watched = watched()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "%d alarms of %d are watched after %s".formatted(watched, alarms(), PATIENCE));
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while rules change", interrupted);
            }
        }
    }

    /** An alarm that somebody watches has a state in the database. */
    private long watched() throws SQLException {
        String ids = rules.stream().map(rule -> "'" + rule.get("id") + "'").collect(Collectors.joining(","));
        return server.database()
                .number("select count(*) from operations.alarm where state is not null and rule in (" + ids + ")");
    }
}
