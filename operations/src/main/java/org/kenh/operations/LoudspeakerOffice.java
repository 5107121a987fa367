package org.kenh.operations;

import java.time.Duration;
import java.util.Optional;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.operations.api.Broadcasting;
import org.kenh.operations.background.Rounds;
import org.kenh.operations.keys.Seal;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.LoudspeakerNews;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.emergency.Emergencies;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.proof.Proof;
import org.kenh.operations.loudspeaker.report.Reports;
import org.kenh.operations.loudspeaker.source.SourceDesk;
import org.kenh.operations.timescale.SqlEmergencies;
import org.kenh.operations.timescale.SqlSource;
import org.kenh.operations.timescale.SqlSpeakerReport;
import org.kenh.telemetry.DeviceId;

/** Opens what the loudspeaker desk does beside watching: emergencies, reports and the way to the province. */
final class LoudspeakerOffice {
    private static final Duration FOLLOWING = Duration.ofSeconds(2);
    private static final Duration EXCHANGING = Duration.ofSeconds(5);

    private static final Duration REMEMBERING = Duration.ofMinutes(1);

    private LoudspeakerOffice() {}

    static Broadcasting open(Foundation foundation, Storage storage, Desk office, Parts parts) {
        Emergencies emergencies = emergencies(foundation, storage, office, parts);
        Rounds following = Rounds.start("emergency bulletins", FOLLOWING, emergencies::tick);
        foundation.closing().add("emergency bulletins", following::close);
        Reports reports = new Reports(
                new SqlSpeakerReport(storage.database()),
                parts.clusters(),
                Optional.of(storage.ingest().completeness()));
        Rounds remembering = Rounds.start(
                "places of loudspeakers",
                REMEMBERING,
                () -> reports.remember(LocalDay.of(foundation.clock().instant())));
        foundation.closing().add("places of loudspeakers", remembering::close);
        return new Broadcasting(emergencies, reports, source(foundation, storage, parts));
    }

    private static Emergencies emergencies(Foundation foundation, Storage storage, Desk office, Parts parts) {
        return new Emergencies(
                new SqlEmergencies(storage.database()),
                parts.programme(),
                parts.proof().store(),
                new Emergencies.World(
                        parts.clusters(),
                        office.alarms(),
                        storage.ingest().presence(),
                        office.alarms().flags(),
                        office.commands()::wake,
                        parts.news(),
                        foundation.clock()));
    }

    private static SourceDesk source(Foundation foundation, Storage storage, Parts parts) {
        PresenceBoard presence = storage.ingest().presence();
        SourceDesk source = new SourceDesk(
                new SqlSource(storage.database(), new Seal(foundation.config().sealingKey())),
                parts.clusters(),
                device -> presence.of(DeviceId.of(device)).state() == Presence.State.ONLINE,
                new ScheduleIntake(parts.programme(), parts.clusters()),
                foundation.clock());
        Rounds exchanging = Rounds.start("province source", EXCHANGING, source::tick);
        Rounds hurrying = Rounds.start("province emergencies", FOLLOWING, source::hurry);
        foundation.closing().add("province source", () -> {
            exchanging.close();
            hurrying.close();
            source.close();
        });
        return source;
    }

    /** What it is made of. */
    record Parts(Clusters clusters, Programme programme, Proof proof, LoudspeakerNews news) {}
}
