package org.kenh.operations.notification;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.AlarmViewBuilder;
import org.kenh.operations.Eventually;
import org.kenh.operations.TestClock;
import org.kenh.operations.account.Account;
import org.kenh.operations.account.AccountStore;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.account.Role;
import org.kenh.operations.alarmdesk.AlarmFilter;
import org.kenh.operations.alarmdesk.AlarmSummary;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.alarmdesk.Deed;
import org.kenh.operations.alarmdesk.JournalQuery;
import org.kenh.operations.alarmdesk.JournalRow;
import org.kenh.operations.alarmdesk.Performed;
import org.kenh.operations.keys.Seal;
import org.kenh.operations.notification.Outbox.Delivery;
import org.kenh.operations.notification.mail.MailSender;
import org.kenh.operations.notification.mail.MailServer;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlAccountStore;
import org.kenh.operations.timescale.SqlAlarmJournal;
import org.kenh.operations.timescale.SqlNotificationSettings;
import org.kenh.operations.timescale.SqlOutbox;

/** Notifications over a real database whose alarm journal the test writes. */
final class NotificationBench implements AutoCloseable {
    /** 12:00 in Vietnam. */
    static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");

    private static final List<Area> AREAS = List.of(
            area("huyen", Optional.empty()), area("xa-1", Optional.of("huyen")), area("xa-khac", Optional.of("huyen")));

    final TestClock clock = new TestClock(NOON);
    int mailPort;
    private final DatabaseSettings database = Databases.PLAIN.fresh();
    private final OperationsDatabase people = OperationsDatabase.open(database, 2);
    private final SqlAccountStore accounts = new SqlAccountStore(people);
    private @Nullable Running running;

    void person(String username, Optional<String> area) {
        accounts.create(
                new AccountStore.StoredAccount(
                        new Account(username, username, Set.of(Role.OPERATOR), area, false), "no-password"),
                clock.instant());
        Contact contact = new Contact(
                username,
                Optional.of(username + "@example.vn"),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
        new SqlNotificationSettings(people, new Seal(new byte[32])).save(contact, clock.instant());
    }

    void open() {
        running = new Running(new SqlAlarmJournal(people));
    }

    /** As a process that ends and is started again. */
    void reopen() {
        running().close();
        open();
    }

    /** Ends in the middle of following the journal. */
    void stopAfterRows(int rows) {
        running().close();
        SqlAlarmJournal journal = new SqlAlarmJournal(people);
        running = new Running(new AlarmJournal() {
            private int given;

            @Override
            public long newest() {
                return journal.newest();
            }

            @Override
            public List<JournalRow> after(long id, int limit) {
                List<JournalRow> found = given >= rows ? List.of() : journal.after(id, limit);
                given += found.size();
                return found;
            }
        });
        round();
    }

    /** One round, and all that it begins to send. */
    void round() {
        do {
            running().notifier.round();
            Eventually.isTrue("everything tried", running().notifier::isIdle);
        } while (!running()
                .outbox
                .due(Channel.EMAIL, clock.instant(), Set.of(), 1)
                .isEmpty());
    }

    List<Delivery> log() {
        return running()
                .outbox
                .log(new Outbox.LogQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1_000));
    }

    NotificationSettings settings() {
        return running().settings;
    }

    Policy policy(Policy.Step... steps) {
        Policy policy =
                new Policy("p", "Trực", true, Optional.empty(), Set.of(), Set.of(), Optional.empty(), List.of(steps));
        save(policy);
        return policy;
    }

    void save(Policy policy) {
        settings().save(policy, "test", clock.instant());
    }

    void annunciate(long alarm, int priority) {
        row(alarm, Letter.A, Letter.B, priority, true);
    }

    void row(long alarm, Letter from, Letter to, int priority, boolean annunciated) {
        write(alarm, List.of(from, to), priority, annunciated, false);
    }

    void historical(long alarm) {
        write(alarm, List.of(Letter.A, Letter.B), 1, true, true);
    }

    /** In the database itself. */
    void change(String sql) {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
        }
        people.close();
    }

    private Running running() {
        if (running == null) {
            throw new AssertionError("not open");
        }
        return running;
    }

    private void write(long alarm, List<Letter> letters, int priority, boolean annunciated, boolean historical) {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                PreparedStatement parent = connection.prepareStatement("""
                        insert into operations.alarm (id, rule, subject, area, updated_at) overriding system value
                        values (?, 'cao', 'site:tram-' || ?, 'xa-1', now()) on conflict do nothing""");
                PreparedStatement row = connection.prepareStatement("""
                        insert into operations.alarm_transition (alarm, rule, rule_version, subject, name, area, site,
                            event, from_letter, to_letter, at, recorded_at, level, priority, value, limit_value, who,
                            reason, historical, annunciated)
                        values (?, 'cao', 1, 'site', ?, 'xa-1', ?, 'x', ?, ?, ?, ?, 1, ?, 3.5, 3.2, 'system', '', ?, ?)""")) {
            parent.setLong(1, alarm);
            parent.setLong(2, alarm);
            parent.execute();
            row.setLong(1, alarm);
            row.setString(2, "Mực nước " + alarm + " cao");
            row.setString(3, "tram-" + alarm);
            row.setString(4, letters.getFirst().name());
            row.setString(5, letters.getLast().name());
            row.setTimestamp(6, Timestamp.from(clock.instant()));
            row.setTimestamp(7, Timestamp.from(clock.instant()));
            row.setInt(8, priority);
            row.setBoolean(9, historical);
            row.setBoolean(10, annunciated);
            row.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Area area(String id, Optional<String> parent) {
        return new Area(
                id, id, id, "commune", parent, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What a process holds. */
    private final class Running implements AutoCloseable {
        final OperationsDatabase pool = OperationsDatabase.open(database, 4);
        final Outbox outbox = new SqlOutbox(pool);
        final NotificationSettings settings = new SqlNotificationSettings(pool, new Seal(new byte[32]));
        final Notifier notifier;

        Running(AlarmJournal journal) {
            MailServer server = new MailServer(
                    "127.0.0.1", mailPort, MailServer.Security.NONE, Optional.empty(), "kenh@kenh.example");
            Map<Channel, Sender> senders = new HashMap<>();
            for (Channel channel : Channel.values()) {
                senders.put(channel, Sender.missing(Failure.of(Failure.OTHER, "not in this test")));
            }
            senders.put(Channel.EMAIL, new MailSender(server));
            notifier = new Notifier(
                    new Notifier.Stores(journal, outbox, settings),
                    new Notifier.World(new FewAlarms(), new People(), clock),
                    senders,
                    new NotificationRules(6, Duration.ofHours(6), ""));
        }

        @Override
        public void close() {
            notifier.close();
            pool.close();
        }
    }

    private final class People implements Audience {
        @Override
        public boolean mayHear(String username, String area) {
            return accounts.find(username)
                    .map(AccountStore.StoredAccount::account)
                    .filter(account -> AreaScope.of(account.area(), AREAS).contains(area))
                    .isPresent();
        }

        @Override
        public Collection<Area> areas() {
            return AREAS;
        }
    }

    /** Knows alarm 5 alone; of others there is only the journal. */
    private static final class FewAlarms implements Alarms {
        @Override
        public Optional<AlarmView> find(long id) {
            return id == 5 ? Optional.of(view(id)) : Optional.empty();
        }

        @Override
        public List<AlarmView> list(AlarmFilter filter) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Performed perform(long id, Deed deed) {
            throw new AssertionError("not asked for");
        }

        @Override
        public List<JournalRow> journal(JournalQuery query) {
            throw new AssertionError("not asked for");
        }

        @Override
        public AlarmSummary summary(AreaScope scope) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Optional<AlarmRule> rule(long id) {
            throw new AssertionError("not asked for");
        }

        private static AlarmView view(long id) {
            return new AlarmViewBuilder()
                    .id(id)
                    .about("level", "site:t", "level")
                    .build();
        }
    }
}
