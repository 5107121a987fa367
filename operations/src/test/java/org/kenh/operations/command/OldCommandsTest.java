package org.kenh.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.command.Commands.NewCommand;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlSpeakerPlans;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;

/** What is over goes after a while, unless something refers to it. */
class OldCommandsTest {
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    private static final Duration KEEP = Duration.ofDays(90);
    private static final DeviceId CLUSTER = DeviceId.of("loa-1");

    private final TestClock clock = new TestClock(START);
    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private final Ingest ingest =
            Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
    private final OperationsDatabase database = OperationsDatabase.open(settings, 4);
    private final SqlCommandStore store = new SqlCommandStore(database);
    private final Commands commands = new Commands(store, clock, Runnable::run);

    @AfterEach
    void close() {
        database.close();
        ingest.close();
    }

    @Test
    void plansThatAClusterRefuses_goWithTheirSteps_butThoseThatCount() throws SQLException {
        SqlSpeakerPlans plans = new SqlSpeakerPlans(database);
        for (int version = 1; version <= 30; version++) {
            Command plan = command(clock.instant());
            assertThat(plans.send(CLUSTER, version, "d", plan)).isTrue();
            answer(plan.id(), CommandAnswer.State.REFUSED);
        }
        commands.tidy(KEEP);
        assertThat(count("command")).as("not old enough").isEqualTo(30);

        clock.advance(KEEP.plusSeconds(1));
        commands.tidy(KEEP);
        assertThat(count("command"))
                .as("the last twenty plans are known of each cluster")
                .isEqualTo(20);
        assertThat(count("command_step where command_id not in (select id from command)"))
                .isZero();
        assertThat(plans.newest())
                .singleElement()
                .satisfies(sent -> assertThat(sent.version()).isEqualTo(30));
    }

    @Test
    void whatWaits_orIsYoung_stays() throws SQLException {
        String done = issue(Duration.ofMinutes(5));
        answer(done, CommandAnswer.State.DONE);
        answer(issue(Duration.ofMinutes(5)), CommandAnswer.State.ACCEPTED);
        String declined = commands.propose(CLUSTER, wanted(Duration.ofMinutes(5)), Optional.empty())
                .orElseThrow()
                .command()
                .id();
        commands.decline(declined, "binh", "nhầm");
        String waiting = issue(KEEP.multipliedBy(3));
        clock.advance(KEEP.plusSeconds(1));
        String young = issue(Duration.ofMinutes(5));
        answer(young, CommandAnswer.State.FAILED);

        commands.tidy(KEEP);
        assertThat(ids()).containsExactlyInAnyOrder(waiting, young);
        assertThat(count("command_approval")).isZero();
        answer(done, CommandAnswer.State.DONE);
        assertThat(ids()).as("a device that repeats itself brings nothing back").hasSize(2);
    }

    @Test
    void tableThatRefersToCommands_isOneThatIsAskedBefore() throws SQLException {
        // A new one belongs into SqlCommandStore, with an index for the column: else nothing is removed any more.
        assertThat(words("""
                        select conrelid::regclass::text from pg_constraint
                        where confrelid = 'operations.command'::regclass"""))
                .containsExactlyInAnyOrder(
                        "command_step",
                        "command_approval",
                        "speaker_plan_sent",
                        "speaker_unplanned",
                        "speaker_emergency_order",
                        "irrigation_publication",
                        "irrigation_stop_device",
                        "site_file");
    }

    @Test
    void bigTable_isEmptiedByBites() throws SQLException {
        execute("""
                insert into command (id, device, name, args, issued_by, issued_at, expires_at, state)
                select 'c' || n, 'loa-1', 'speaker.plan', '{}', 'kenh', '2026-01-01', '2026-01-02', 'expired'
                from generate_series(1, 2500) n;
                insert into command_step (command_id, state, at, applied)
                select 'c' || n, 'expired', '2026-01-02', true from generate_series(1, 2500) n""");
        Instant before = START.minus(KEEP);
        assertThat(store.removeBefore(before, 1_000)).isEqualTo(1_000);
        assertThat(count("command")).isEqualTo(1_500);
        commands.tidy(KEEP);
        assertThat(count("command")).isZero();
        assertThat(count("command_step")).isZero();
    }

    private String issue(Duration patience) {
        return commands.issue(CLUSTER, wanted(patience)).orElseThrow().command().id();
    }

    private NewCommand wanted(Duration patience) {
        return new NewCommand("speaker.selftest", "{}", "an", clock.instant().plus(patience));
    }

    private void answer(String id, CommandAnswer.State state) {
        commands.answered(CLUSTER, new CommandAnswer(id, state, ""), clock.instant())
                .toCompletableFuture()
                .join();
    }

    private static Command command(Instant at) {
        return new Command(UUID.randomUUID().toString(), "speaker.plan", "{}", at, at.plus(Duration.ofHours(6)));
    }

    private List<String> ids() throws SQLException {
        return words("select id from operations.command");
    }

    private List<String> words(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    private int count(String what) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + what)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        connection.setSchema("operations");
        return connection;
    }
}
