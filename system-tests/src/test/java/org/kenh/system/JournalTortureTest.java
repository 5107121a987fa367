package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short run of {@link JournalTorture}: whatever ends the agent, all that was synced arrives, once. */
class JournalTortureTest {
    @Test
    void syncedReadings_throughKillsPowerLossesAndFailingSyncs_arriveOnce() {
        List<String> arguments = List.of("--kills", "20", "--power-losses", "3", "--failing-syncs", "2");
        Tool.Result result =
                Tool.of(Isolation.command(JournalTorture.class, arguments)).run(Duration.ofMinutes(6));
        System.out.println(result.output());
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("kill -9: 10 runs, 11 opened", "lost 0, doubled 0");
    }
}
