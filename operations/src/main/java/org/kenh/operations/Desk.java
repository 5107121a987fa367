package org.kenh.operations;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.kenh.ingest.Ingest;
import org.kenh.operations.account.Accounts;
import org.kenh.operations.account.PasswordHasher;
import org.kenh.operations.account.Sessions;
import org.kenh.operations.alarmdesk.AlarmDesk;
import org.kenh.operations.alarmdesk.rule.Rules;
import org.kenh.operations.api.Backend;
import org.kenh.operations.command.Commands;
import org.kenh.operations.notification.Notifications;
import org.kenh.operations.sitefile.SiteFiles;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlAccountStore;
import org.kenh.operations.timescale.SqlAlarmStore;
import org.kenh.operations.timescale.SqlAuditLog;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlRuleStore;
import org.kenh.operations.timescale.SqlSessionStore;
import org.kenh.operations.timescale.SqlSiteFileStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people work with: their accounts, their commands, their alarms and the rules of those, and the chores that go with them.
 */
record Desk(
        Backend.People people,
        Commands commands,
        SiteFiles siteFiles,
        Rules rules,
        AlarmDesk alarms,
        Notifications notifications) {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final Duration LOGIN_PATIENCE = Duration.ofSeconds(10);
    private static final Duration EXPIRING = Duration.ofSeconds(1);
    private static final Duration PURGING = Duration.ofMinutes(10);

    static Desk open(Foundation foundation, Storage storage) {
        OperationsDatabase database = storage.database();
        Sessions.Stores stores = new Sessions.Stores(new SqlAccountStore(database), new SqlSessionStore(database));
        PasswordHasher hasher = new PasswordHasher(LOGIN_PATIENCE);
        AccessConfig access = foundation.config().access();
        Sessions sessions = new Sessions(stores, hasher, foundation.clock(), access.policy());
        Accounts accounts = new Accounts(stores.accounts(), sessions, hasher, foundation.clock());
        Commands commands = new Commands(new SqlCommandStore(database), foundation.clock(), foundation.blocking());
        startChores(foundation, sessions, commands);
        foundation.closing().add("running requests", foundation::closeBlocking);
        SiteFiles siteFiles = new SiteFiles(new SqlSiteFileStore(database), commands::wake, foundation.clock());
        Rules rules = new Rules(new SqlRuleStore(database), foundation.clock());
        AlarmDesk alarms = openAlarms(foundation, storage, rules);
        return new Desk(
                new Backend.People(accounts, sessions, new SqlAuditLog(database)),
                commands,
                siteFiles,
                rules,
                alarms,
                NotificationDesk.open(foundation, storage, alarms));
    }

    private static AlarmDesk openAlarms(Foundation foundation, Storage storage, Rules rules) {
        Ingest ingest = storage.ingest();
        AlarmDesk alarms = AlarmDesk.open(
                new AlarmDesk.Surroundings(
                        ingest.committed(),
                        ingest.live(),
                        ingest.registry(),
                        ingest.series(),
                        ingest.presence(),
                        foundation.clock()),
                new SqlAlarmStore(storage.database()),
                rules,
                AlarmDesk.Settings.STANDARD);
        foundation.closing().add("alarm desk", alarms::close);
        return alarms;
    }

    private static void startChores(Foundation foundation, Sessions sessions, Commands commands) {
        ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("operations-chores").factory());
        Future<?> expiring = chores.scheduleWithFixedDelay(
                () -> quietly("expire commands", commands::expire),
                EXPIRING.toMillis(),
                EXPIRING.toMillis(),
                TimeUnit.MILLISECONDS);
        Future<?> purging = chores.scheduleWithFixedDelay(
                () -> quietly("remove old sessions", sessions::purge), 0, PURGING.toMillis(), TimeUnit.MILLISECONDS);
        Future<?> tidying = chores.scheduleWithFixedDelay(
                () -> quietly(
                        "remove old commands",
                        () -> commands.tidy(foundation.config().commandsKeep())),
                PURGING.toMillis(),
                PURGING.toMillis(),
                TimeUnit.MILLISECONDS);
        foundation.closing().add("chores", () -> {
            expiring.cancel(true);
            tidying.cancel(true);
            purging.cancel(true);
            chores.shutdownNow();
        });
    }

    /** A chore that fails is done again at its next time. */
    private static void quietly(String what, Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            LOG.warn("could not {}: {}", what, e.getMessage());
        }
    }
}
