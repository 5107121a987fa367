package org.kenh.edge.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.control.Outcome;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;

class RemoteConfigurationTest {
    @TempDir
    private Path directory = Path.of(".");

    private final List<String> reports = new ArrayList<>();
    private int restarts;

    @Test
    void choose_nothingFromTheCentre_isTheBoardsFile() {
        RemoteConfiguration remote = start("board");
        assertThat(remote.choose(RemoteConfigurationTest::check)).isEmpty();
        assertThat(remote.version()).isZero();
    }

    @Test
    void put_confirmedByTheCentre_staysAndIsAnsweredDone() {
        RemoteConfiguration remote = start("board");
        assertThat(put(remote, 3, "interval: 5")).isInstanceOf(Outcome.Accepted.class);
        assertThat(restarts).isEqualTo(1);
        assertThat(remote.version()).isZero();

        RemoteConfiguration second = start("board");
        assertThat(second.choose(RemoteConfigurationTest::check)).contains("interval: 5");
        assertThat(second.isOnTrial()).isTrue();
        assertThat(second.outcome()).isEmpty();
        second.confirm();
        assertThat(second.isOnTrial()).isFalse();
        assertThat(second.outcome().map(CommandAnswer::state)).contains(CommandAnswer.State.DONE);
        assertThat(second.outcome().map(CommandAnswer::id)).contains("c3");
        second.answered();

        RemoteConfiguration third = start("board");
        assertThat(third.choose(RemoteConfigurationTest::check)).contains("interval: 5");
        assertThat(third.isOnTrial()).isFalse();
        assertThat(third.version()).isEqualTo(3);
        assertThat(third.outcome()).isEmpty();
    }

    @Test
    void put_centreNotReachedInTime_goesBackToTheLastGoodAndFails() {
        confirmed(3, "interval: 5");
        RemoteConfiguration remote = start("board");
        remote.choose(RemoteConfigurationTest::check);
        put(remote, 4, "interval: 6");
        RemoteConfiguration trial = start("board");
        assertThat(trial.choose(RemoteConfigurationTest::check)).contains("interval: 6");
        assertThat(trial.giveUp("not reached")).isTrue();
        assertThat(trial.giveUp("not reached")).isFalse();

        RemoteConfiguration after = start("board");
        assertThat(after.choose(RemoteConfigurationTest::check)).contains("interval: 5");
        assertThat(after.version()).isEqualTo(3);
        assertThat(after.outcome().map(CommandAnswer::state)).contains(CommandAnswer.State.FAILED);
        assertThat(after.outcome().map(CommandAnswer::detail)).contains("not reached");
    }

    @Test
    void trial_thatEndsTheProcessEachTime_isGivenUpAfterThreeStarts() {
        put(start("board"), 1, "interval: 5");
        for (int i = 0; i < RemoteConfiguration.MOST_STARTS; i++) {
            assertThat(start("board").choose(RemoteConfigurationTest::check)).contains("interval: 5");
        }
        RemoteConfiguration after = start("board");
        assertThat(after.choose(RemoteConfigurationTest::check)).isEmpty();
        assertThat(after.outcome().map(CommandAnswer::state)).contains(CommandAnswer.State.FAILED);
    }

    @Test
    void boardsFile_changedByHand_winsOverTheCentres() {
        confirmed(3, "interval: 5");
        RemoteConfiguration changed = start("board by hand");
        assertThat(changed.choose(RemoteConfigurationTest::check)).isEmpty();
        assertThat(start("board by hand").choose(RemoteConfigurationTest::check))
                .isEmpty();
        assertThat(Files.exists(directory.resolve("superseded.yaml"))).isTrue();
    }

    @Test
    void put_wrong_isRefusedWithEveryProblemAndChangesNothing() {
        RemoteConfiguration remote = start("board");
        remote.choose(RemoteConfigurationTest::check);
        assertThat(put(remote, 1, "wrong: 1")).isEqualTo(new Outcome.Refused("line 1: wrong"));
        assertThat(reports).containsExactly("line 1: wrong");
        assertThat(restarts).isZero();
        assertThat(start("board").choose(RemoteConfigurationTest::check)).isEmpty();
    }

    @Test
    void put_oldOrDamaged_isRefused() {
        confirmed(3, "interval: 5");
        RemoteConfiguration remote = start("board");
        remote.choose(RemoteConfigurationTest::check);
        assertThat(put(remote, 3, "interval: 6")).isInstanceOf(Outcome.Refused.class);
        Command damaged = command(4, "interval: 6", "0".repeat(64));
        assertThat(handler(remote).obey(damaged)).isInstanceOf(Outcome.Refused.class);
        assertThat(handler(remote).obey(command(4, "", ""))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void shelf_withDamagedFiles_isTheBoardsFile() throws IOException {
        Files.writeString(directory.resolve("active.yaml"), "no head\n");
        Files.writeString(directory.resolve("trial.yaml"), "# kenh {\"version\":\n");
        assertThat(start("board").choose(RemoteConfigurationTest::check)).isEmpty();
    }

    @Test
    void put_secondWhileTheFirstIsOnTrial_takesItsPlace() {
        RemoteConfiguration remote = start("board");
        put(remote, 1, "interval: 5");
        put(remote, 2, "interval: 6");
        RemoteConfiguration after = start("board");
        assertThat(after.choose(RemoteConfigurationTest::check)).contains("interval: 6");
        assertThat(after.outcome().map(CommandAnswer::id)).contains("c1");
        assertThat(after.outcome().map(CommandAnswer::state)).contains(CommandAnswer.State.FAILED);
    }

    private void confirmed(int version, String yaml) {
        put(start("board"), version, yaml);
        RemoteConfiguration remote = start("board");
        remote.choose(RemoteConfigurationTest::check);
        remote.confirm();
        remote.answered();
        restarts = 0;
    }

    private RemoteConfiguration start(String board) {
        return new RemoteConfiguration(directory, ConfigCommand.hash(board.getBytes(StandardCharsets.UTF_8)));
    }

    private static void check(String text) {
        if (text.contains("wrong")) {
            throw new ConfigException(List.of("line 1: wrong"));
        }
    }

    private Outcome put(RemoteConfiguration remote, int version, String yaml) {
        return handler(remote).obey(command(version, yaml, ConfigCommand.hash(yaml.getBytes(StandardCharsets.UTF_8))));
    }

    private ConfigCommand handler(RemoteConfiguration remote) {
        return new ConfigCommand(remote, RemoteConfigurationTest::check, reports::add, () -> restarts++);
    }

    private static Command command(int version, String yaml, String sha256) {
        String args = LifeJson.text(java.util.Map.of("version", version, "yaml", yaml, "sha256", sha256));
        return new Command("c" + version, "config.put", args, Instant.EPOCH, Instant.MAX);
    }
}
