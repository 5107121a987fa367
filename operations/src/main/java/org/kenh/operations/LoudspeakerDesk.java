package org.kenh.operations;

import java.time.Duration;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.live.LiveEvent;
import org.kenh.ingest.live.LiveFeed;
import org.kenh.operations.api.Loudspeakers;
import org.kenh.operations.background.Rounds;
import org.kenh.operations.loudspeaker.LoudspeakerNews;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.programme.Planning;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.proof.Proof;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlClusterStore;
import org.kenh.operations.timescale.SqlSpeakerBulletins;
import org.kenh.operations.timescale.SqlSpeakerOrder;
import org.kenh.operations.timescale.SqlSpeakerPlans;
import org.kenh.operations.timescale.SqlSpeakerSlots;
import org.kenh.operations.timescale.SqlVerdictStore;

/** Opens the loudspeaker desk. */
final class LoudspeakerDesk {
    private static final Duration JUDGING = Duration.ofSeconds(1);
    private static final Duration PLANNING = Duration.ofSeconds(3);

    private LoudspeakerDesk() {}

    static Loudspeakers open(Foundation foundation, Storage storage, Desk office) {
        OperationsDatabase database = storage.database();
        Ingest ingest = storage.ingest();
        LoudspeakerNews news = new LoudspeakerNews(foundation.clock());
        Clusters clusters = new Clusters(ingest.registry(), new SqlClusterStore(database), news, foundation.clock());
        SqlSpeakerSlots slots = new SqlSpeakerSlots(database);
        Programme programme = new Programme(
                new Programme.Stores(new SqlSpeakerBulletins(database), slots, new SqlSpeakerOrder(database)),
                clusters,
                news,
                foundation.clock());
        Planning planning = new Planning(
                slots, new SqlSpeakerPlans(database), clusters, office.commands()::wake, foundation.clock());
        Proof proof = new Proof(
                programme,
                clusters,
                new SqlVerdictStore(database),
                new Proof.World(
                        ingest.series(),
                        ingest.presence(),
                        office.alarms().flags(),
                        office.commands(),
                        news,
                        foundation.clock()));
        programme.onChange(changed -> planning.changed());
        office.commands().onDone(clusters::done);
        Loudspeakers desk = new Loudspeakers(
                clusters,
                programme,
                planning,
                proof,
                news,
                LoudspeakerOffice.open(
                        foundation, storage, office, new LoudspeakerOffice.Parts(clusters, programme, proof, news)));
        start(foundation, ingest, desk);
        return desk;
    }

    private static void start(Foundation foundation, Ingest ingest, Loudspeakers desk) {
        desk.clusters().load(ingest.series());
        LiveFeed.Registration told = ingest.committed().listen(desk.proof()::committed);
        LiveFeed.Registration seen = ingest.live().listen(event -> {
            if (event instanceof LiveEvent.PresenceChanged(org.kenh.ingest.presence.Presence presence)) {
                desk.proof().presence(presence);
            }
        });
        // Each by itself: slots that cannot be made are no reason to keep plans back.
        Rounds programme = Rounds.start("loudspeaker programme", PLANNING, desk.programme()::tick);
        Rounds planning = Rounds.start("loudspeaker plans", PLANNING, desk.planning()::tick);
        Rounds judging = Rounds.start("loudspeaker proof", JUDGING, desk.proof()::tick);
        foundation.closing().add("loudspeakers", () -> {
            told.close();
            seen.close();
            programme.close();
            planning.close();
            judging.close();
        });
    }
}
