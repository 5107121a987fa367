package org.kenh.operations;

import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.timescale.EmbeddedPostgres;
import org.kenh.operations.timescale.OperationsDatabase;

/** The database, our own or the embedded one, and what keeps data in it. */
record Storage(Ingest ingest, OperationsDatabase database, boolean embedded) {
    private static final int CONNECTIONS = 6;

    static Storage open(Foundation foundation) {
        Config config = foundation.config();
        boolean embedded = config.database().own().isEmpty();
        DatabaseSettings settings = config.database().own().orElseGet(() -> startEmbedded(foundation));
        byte[] sealingKey = config.sealingKey();
        IngestConfig ingestConfig = IngestConfig.of(settings).withKeep(config.keep());
        Ingest ingest = Ingest.start(ingestConfig, sealingKey, foundation.clock(), foundation.meters());
        foundation.closing().add("ingest", ingest::close);
        OperationsDatabase database = OperationsDatabase.open(settings, CONNECTIONS);
        foundation.closing().add("operations database", database::close);
        return new Storage(ingest, database, embedded);
    }

    private static DatabaseSettings startEmbedded(Foundation foundation) {
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(foundation.config().data().resolve("postgres"));
        foundation.closing().add("embedded PostgreSQL", postgres::close);
        return postgres.settings();
    }
}
