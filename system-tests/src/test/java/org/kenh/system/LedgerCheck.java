package org.kenh.system;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.kenh.system.Api.Point;

/**
 * Compares what is stored with the ledgers of the devices: what was acknowledged is there, what is there was sent, once
 * and unchanged, and the centre's own account of completeness says the same.
 */
final class LedgerCheck {
    private static final int MOST_EXAMPLES = 20;
    private static final int SAMPLES = 3;
    private static final String EVERYTHING =
            "select device, series, (extract(epoch from at) * 1000000)::bigint as micros, value, quality from telemetry.reading";

    private final ServerProcess server;
    private final List<LedgerDevice> devices;
    private final Map<String, Stored> storedBy = new HashMap<>();
    private final List<String> examples = new ArrayList<>();
    private long stored;
    private long lost;
    private long duplicates;
    private long altered;
    private long neverSent;

    private LedgerCheck(ServerProcess server, List<LedgerDevice> devices) {
        this.server = server;
        this.devices = devices;
        devices.forEach(device -> storedBy.put(device.device().id(), new Stored(device)));
    }

    /** Nobody may send meanwhile. */
    static Verdict of(ServerProcess server, EmbeddedDatabase database, List<LedgerDevice> devices) {
        LedgerCheck check = new LedgerCheck(server, devices);
        database.forEach(EVERYTHING, check::take);
        check.storedBy.values().forEach(check::lookForLost);
        check.sampleOverHttp();
        List<String> incomplete = CompletenessCheck.of(database, devices, check::storedReadings);
        List<String> refusals = devices.stream()
                .flatMap(device -> device.ledger().refusals().stream())
                .toList();
        return new Verdict(
                new Verdict.Counts(check.stored, check.lost, check.duplicates, check.altered, check.neverSent),
                check.examples,
                refusals,
                incomplete);
    }

    private void take(ResultSet row) throws SQLException {
        Stored of = storedBy.get(row.getString("device"));
        Instant at = Instant.EPOCH.plus(row.getLong("micros"), ChronoUnit.MICROS);
        int series = DevicePlan.SERIES.indexOf(row.getString("series"));
        if (of == null || series < 0) {
            neverSent++;
            example("never sent: " + row.getString("device") + " " + row.getString("series") + " at " + at);
        } else {
            take(of, series, at, row.getDouble("value"), row.getString("quality"));
        }
    }

    private void take(Stored of, int series, Instant at, double value, String quality) {
        stored++;
        DevicePlan plan = of.device.plan();
        String what = of.device.device().id() + " " + DevicePlan.SERIES.get(series) + " at " + at;
        OptionalInt pack = plan.packOf(series, at);
        if (pack.isEmpty() || pack.getAsInt() >= of.device.ledger().sent()) {
            neverSent++;
            example("never sent: " + what);
            return;
        }
        BitSet seen = of.packs.get(series);
        if (seen.get(pack.getAsInt())) {
            duplicates++;
            example("twice: " + what);
        }
        seen.set(pack.getAsInt());
        double sent = plan.valueOf(pack.getAsInt(), series);
        if (Double.compare(sent, value) != 0 || !quality.equals("good")) {
            altered++;
            example("altered: " + what + " was sent as " + sent + ", stored as " + value + " " + quality);
        }
    }

    private void lookForLost(Stored of) {
        BitSet acknowledged = of.device.ledger().acknowledgedPacks();
        for (int i = acknowledged.nextSetBit(0); i >= 0; i = acknowledged.nextSetBit(i + 1)) {
            int pack = i;
            of.device
                    .plan()
                    .seriesOf(pack)
                    .filter(series -> !of.packs.get(series).get(pack))
                    .forEach(series -> {
                        lost++;
                        example("lost: pack " + pack + " of "
                                + of.device.device().id() + ", acknowledged at "
                                + of.device.ledger().acknowledgedAt(pack).orElseThrow());
                    });
        }
    }

    private long storedReadings(LedgerDevice device) {
        return of(device).packs.stream().mapToLong(BitSet::cardinality).sum();
    }

    /** Some devices, over different ways to the centre, also as people see them. */
    private void sampleOverHttp() {
        Api api = Api.signIn(server);
        for (int i = 0; i < SAMPLES; i++) {
            LedgerDevice device = devices.get(i * (devices.size() - 1) / (SAMPLES - 1));
            if (storedReadings(device) == 0) {
                continue; // the API knows no such series, and what is lost was counted
            }
            List<Point> points = api.readings(device.device(), DevicePlan.SERIES.getFirst());
            int missing = of(device).packs.getFirst().cardinality() - points.size();
            if (missing != 0) {
                lost += missing;
                example("the API does not show all of " + device.device().id() + ": " + missing + " are missing");
            }
            for (Point point : points) {
                OptionalInt pack = device.plan().packOf(0, point.at());
                if (pack.isEmpty()
                        || Double.compare(
                                        device.plan().valueOf(pack.getAsInt(), 0),
                                        point.value().asDouble())
                                != 0) {
                    altered++;
                    example("the API alters " + device.device().id() + " at " + point.at() + ": " + point.value());
                }
            }
        }
    }

    private Stored of(LedgerDevice device) {
        return Objects.requireNonNull(storedBy.get(device.device().id()));
    }

    private void example(String text) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(text);
        }
    }

    /** Which packs of a device brought each series. */
    private static final class Stored {
        private final LedgerDevice device;
        private final List<BitSet> packs =
                DevicePlan.SERIES.stream().map(series -> new BitSet()).toList();

        private Stored(LedgerDevice device) {
            this.device = device;
        }
    }

    /**
     * What the check found.
     *
     * @param examples of what was found wrong
     * @param refusals answers with which the server refused what was right
     * @param incomplete where the account of completeness disagrees
     */
    record Verdict(Counts counts, List<String> examples, List<String> refusals, List<String> incomplete) {
        boolean isGood() {
            return examples.isEmpty() && refusals.isEmpty() && incomplete.isEmpty();
        }

        /** Readings. */
        record Counts(long stored, long lost, long duplicates, long altered, long neverSent) {}
    }
}
