package org.kenh.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.agent.AgentConfig;
import org.kenh.edge.journal.DiskJournal;
import org.kenh.edge.life.RemoteConfiguration;

class SiteTest {
    @TempDir
    Path directory;

    @Test
    void open_aPartThatCannotBeMade_leavesTheJournalFree() throws IOException {
        Path authority = directory.resolve("ca.pem");
        AgentConfig config = config(authority);
        assertThatThrownBy(() -> open(config)).hasMessageContaining(authority.toString());

        try (DiskJournal journal = Keeping.open(config).orElseThrow().journal()) {
            assertThat(journal.status().inMemory()).isFalse();
        }
    }

    private AgentConfig config(Path authority) throws IOException {
        Path file = Files.writeString(
                directory.resolve("site.yaml"), """
                device: tram-bom-ba-tha
                secret: s3cret
                journal: {directory: %s}
                uplink: {kind: mqtts, host: localhost, authority: %s}
                """.formatted(directory.resolve("journal"), authority));
        return AgentConfig.read(file);
    }

    private Site open(AgentConfig config) {
        RemoteConfiguration remote = new RemoteConfiguration(directory.resolve("config"), "hash");
        return Site.open(config, config, remote, () -> {});
    }
}
