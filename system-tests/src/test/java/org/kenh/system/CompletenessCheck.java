package org.kenh.system;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;

/** Whether the centre's account of what came of each device agrees with what the device sent and what is stored. */
final class CompletenessCheck {
    private static final String COUNTS = "select d.id, sum(c.readings)::text as readings, sum(c.packs)::text as packs"
            + " from telemetry.device_day c join telemetry.device d on d.number = c.device group by d.id";
    private static final String NUMBERS = "select d.id, p.epoch, lower(r) as first, upper(r) as beyond"
            + " from telemetry.pack_day p join telemetry.device d on d.number = p.device, unnest(p.seqs) r";

    private final EmbeddedDatabase database;
    private final List<String> disagreements = new ArrayList<>();

    private CompletenessCheck(EmbeddedDatabase database) {
        this.database = database;
    }

    /**
     * Returns where they disagree. All that was sent must have been acknowledged.
     *
     * @param stored how many readings of a device are stored
     */
    static List<String> of(EmbeddedDatabase database, List<LedgerDevice> devices, ToLongFunction<LedgerDevice> stored) {
        CompletenessCheck check = new CompletenessCheck(database);
        check.compareCounts(devices, stored);
        check.compareNumbers(devices);
        return check.disagreements;
    }

    private void compareCounts(List<LedgerDevice> devices, ToLongFunction<LedgerDevice> stored) {
        Map<String, Map<String, String>> rows = new HashMap<>();
        database.query(COUNTS).forEach(row -> rows.put(row.getOrDefault("id", ""), row));
        for (LedgerDevice device : devices) {
            String id = device.device().id();
            Map<String, String> row = rows.getOrDefault(id, Map.of());
            compare(id + ": readings", Long.toString(stored.applyAsLong(device)), row.getOrDefault("readings", "0"));
            compare(id + ": packs", Integer.toString(device.ledger().acknowledged()), row.getOrDefault("packs", "0"));
        }
    }

    private void compareNumbers(List<LedgerDevice> devices) {
        Map<String, LedgerDevice> byId = new HashMap<>();
        Map<String, BitSet> counted = new HashMap<>();
        devices.forEach(device -> byId.put(device.device().id(), device));
        database.forEach(NUMBERS, row -> {
            String id = row.getString("id");
            LedgerDevice device = byId.get(id);
            OptionalInt first = device == null
                    ? OptionalInt.empty()
                    : device.plan().packAt(row.getLong("epoch"), row.getLong("first"));
            if (first.isEmpty()) {
                disagreements.add(id + ": a number that was never sent, " + row.getLong("first"));
            } else {
                int length = (int) (row.getLong("beyond") - row.getLong("first"));
                counted.computeIfAbsent(id, key -> new BitSet()).set(first.getAsInt(), first.getAsInt() + length);
            }
        });
        for (LedgerDevice device : devices) {
            BitSet numbers = counted.getOrDefault(device.device().id(), new BitSet());
            numbers.xor(device.ledger().acknowledgedPacks());
            compare(
                    device.device().id() + ": packs with the wrong number",
                    "0",
                    Integer.toString(numbers.cardinality()));
        }
    }

    private void compare(String what, String expected, String found) {
        if (!expected.equals(found)) {
            disagreements.add(what + " should be " + expected + ", the account says " + found);
        }
    }
}
