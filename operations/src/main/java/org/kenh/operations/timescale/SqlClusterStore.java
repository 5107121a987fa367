package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import org.kenh.operations.loudspeaker.cluster.Cluster;
import org.kenh.operations.loudspeaker.cluster.Cluster.Agreed;
import org.kenh.operations.loudspeaker.cluster.Cluster.Equipment;
import org.kenh.operations.loudspeaker.cluster.ClusterStore;
import org.kenh.operations.loudspeaker.cluster.SelfTest;

/** Clusters in table {@code speaker_cluster}, their self-tests in {@code speaker_selftest}. */
public final class SqlClusterStore implements ClusterStore {
    private final OperationsDatabase database;

    public SqlClusterStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public List<Cluster> all() {
        return database.withHandle(
                "list clusters of loudspeakers",
                handle -> handle.createQuery("select * from speaker_cluster order by device")
                        .map((row, context) -> cluster(row))
                        .list());
    }

    @Override
    public Optional<Cluster> find(String device) {
        return database.withHandle(
                "look up cluster " + device,
                handle -> handle.createQuery("select * from speaker_cluster where device = :device")
                        .bind("device", device)
                        .map((row, context) -> cluster(row))
                        .findOne());
    }

    @Override
    public boolean put(Cluster cluster) {
        Equipment equipment = cluster.equipment();
        return database.withHandle(
                "keep cluster " + cluster.device(),
                handle -> handle.createUpdate("""
                        insert into speaker_cluster as c (device, village, population, vendor, model, firmware,
                            sim_masked, amplifier_w, horns, installed_on, impedance_baseline, baseline_at, volume, certificate,
                            revision)
                        values (:device, :village, :population, :vendor, :model, :firmware, :sim, :watts, :horns,
                            :installedOn, :baseline, :baselineAt, :volume, :certificate, :revision + 1)
                        on conflict (device) do update set
                            (village, population, vendor, model, firmware, sim_masked, amplifier_w, horns, installed_on,
                                impedance_baseline, baseline_at, volume, certificate, revision)
                            = (:village, :population, :vendor, :model, :firmware, :sim, :watts, :horns, :installedOn,
                                :baseline, :baselineAt, :volume, :certificate, :revision + 1)
                        where c.revision = :revision""")
                                .bind("device", cluster.device())
                                .bind("village", cluster.village())
                                .bind("population", cluster.population())
                                .bind("vendor", equipment.vendor())
                                .bind("model", equipment.model())
                                .bind("firmware", equipment.firmware())
                                .bind("sim", cluster.sim())
                                .bind("watts", equipment.amplifierWatts())
                                .bind("horns", equipment.horns())
                                .bind("installedOn", equipment.installedOn())
                                .bind("baseline", SpeakerRows.nullable(cluster.baseline()))
                                .bind("baselineAt", cluster.baselineAt())
                                .bind(
                                        "volume",
                                        SpeakerRows.nullable(cluster.agreed().volume()))
                                .bind("certificate", cluster.agreed().certificate())
                                .bind("revision", cluster.revision())
                                .execute()
                        == 1);
    }

    @Override
    public void baseline(String device, double ohm, Instant at) {
        note(
                device,
                "(impedance_baseline, baseline_at) = (:ohm, :at)",
                update -> update.bind("ohm", ohm).bind("at", at));
    }

    @Override
    public void volume(String device, double percent) {
        note(device, "volume = :percent", update -> update.bind("percent", percent));
    }

    @Override
    public void certificate(String device, String fingerprint) {
        note(
                device,
                "certificate = coalesce(certificate, :fingerprint)",
                update -> update.bind("fingerprint", fingerprint));
    }

    /** Changes a row without a new revision; one of which nothing is kept is begun. */
    private void note(String device, String change, UnaryOperator<Update> values) {
        database.inTransaction("note something of cluster " + device, handle -> {
            handle.createUpdate("""
                            insert into speaker_cluster (device, village, population, vendor, model, firmware, sim_masked,
                                amplifier_w, horns, revision)
                            values (:device, '', 0, '', '', '', '', 0, 0, 0) on conflict do nothing""").bind("device", device).execute();
            return values.apply(handle.createUpdate("update speaker_cluster set " + change + " where device = :device")
                            .bind("device", device))
                    .execute();
        });
    }

    @Override
    public List<SelfTest> keep(Collection<SelfTest> tests) {
        if (tests.isEmpty()) {
            return List.of();
        }
        return database.inTransaction("keep self-tests of loudspeakers", handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into speaker_selftest (device, at, ok, tone, impedance, floor, microphone, reason)
                    values (:device, :at, :ok, :tone, :impedance, :floor, :microphone, :reason)
                    on conflict do nothing""");
            for (SelfTest test : tests) {
                batch.bind("device", test.device())
                        .bind("at", test.at())
                        .bind("ok", test.ok())
                        .bind("tone", SpeakerRows.nullable(test.tone()))
                        .bind("impedance", SpeakerRows.nullable(test.impedance()))
                        .bind("floor", SpeakerRows.nullable(test.floor()))
                        .bind("microphone", test.microphone())
                        .bind("reason", test.reason())
                        .add();
            }
            int[] added = batch.execute();
            List<SelfTest> fresh = new ArrayList<>();
            int index = 0;
            for (SelfTest test : tests) {
                if (added[index++] != 0) {
                    fresh.add(test);
                }
            }
            return fresh;
        });
    }

    @Override
    public List<SelfTest> selfTests(String device, int limit) {
        return database.withHandle(
                "list self-tests of cluster " + device,
                handle -> handle.createQuery(
                                "select * from speaker_selftest where device = :device order by at desc limit :limit")
                        .bind("device", device)
                        .bind("limit", limit)
                        .map((row, context) -> selfTest(row))
                        .list());
    }

    @Override
    public List<SelfTest> newestSelfTests() {
        return database.withHandle(
                "list the newest self-tests of loudspeakers",
                handle -> handle.createQuery(
                                "select distinct on (device) * from speaker_selftest order by device, at desc")
                        .map((row, context) -> selfTest(row))
                        .list());
    }

    private static Cluster cluster(ResultSet row) throws SQLException {
        return new Cluster(
                row.getString("device"),
                row.getString("village"),
                row.getInt("population"),
                new Equipment(
                        row.getString("vendor"),
                        row.getString("model"),
                        row.getString("firmware"),
                        row.getDouble("amplifier_w"),
                        row.getInt("horns"),
                        Optional.ofNullable(row.getObject("installed_on", LocalDate.class))),
                row.getString("sim_masked"),
                SpeakerRows.number(row, "impedance_baseline"),
                SpeakerRows.instant(row, "baseline_at"),
                new Agreed(SpeakerRows.number(row, "volume"), Optional.ofNullable(row.getString("certificate"))),
                row.getInt("revision"));
    }

    private static SelfTest selfTest(ResultSet row) throws SQLException {
        return new SelfTest(
                row.getString("device"),
                Steps.instant(row, "at"),
                row.getBoolean("ok"),
                SpeakerRows.number(row, "tone"),
                SpeakerRows.number(row, "impedance"),
                SpeakerRows.number(row, "floor"),
                row.getBoolean("microphone"),
                row.getString("reason"));
    }
}
