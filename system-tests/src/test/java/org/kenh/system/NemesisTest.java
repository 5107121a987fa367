package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short run of {@link Nemesis}: whatever happens to server, database, disk and network, nothing acknowledged is lost. */
class NemesisTest {
    private static final String SEED = Long.toString(System.currentTimeMillis() % 1_000_000);

    @Test
    void acknowledgedReadings_throughFaultsOfAllKinds_areThereOnceAndUnchanged() {
        List<String> arguments = List.of("--minutes", "0.9", "--devices", "8", "--seed", SEED);
        Tool.Result result =
                Tool.of(Isolation.command(Nemesis.class, arguments)).run(Duration.ofMinutes(6));
        System.out.println(result.output());
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("lost 0, duplicates 0, altered 0, never sent 0, refused 0, account wrong 0");
    }
}
