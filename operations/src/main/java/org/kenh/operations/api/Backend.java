package org.kenh.operations.api;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.kenh.ingest.RawMessages;
import org.kenh.ingest.completeness.Completeness;
import org.kenh.ingest.live.LiveFeed;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.account.Accounts;
import org.kenh.operations.account.Sessions;
import org.kenh.operations.alarmdesk.AlarmFeed;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.alarmdesk.handover.Handovers;
import org.kenh.operations.alarmdesk.quality.AlarmQuality;
import org.kenh.operations.alarmdesk.rule.Rules;
import org.kenh.operations.audit.AuditLog;
import org.kenh.operations.command.Commands;
import org.kenh.operations.notification.Notifications;
import org.kenh.operations.share.cap.CapDesk;
import org.kenh.operations.sitefile.SiteFiles;

/**
 * What stands behind the API.
 *
 * @param system what the server says of itself, as of now
 */
public record Backend(
        Telemetry telemetry,
        People people,
        Commands commands,
        SiteFiles siteFiles,
        Rules rules,
        AlarmOffice alarms,
        AlarmReports reports,
        Notifications notifications,
        Irrigation irrigation,
        Loudspeakers loudspeakers,
        Appearance appearance,
        Supplier<SystemReport> system,
        InstantSource clock) {

    /** What devices say and who they are. */
    public record Telemetry(
            Registry registry,
            SeriesReader series,
            Completeness completeness,
            PresenceBoard presence,
            LiveFeed live,
            RawMessages messages) {}

    /** How alarms stand and what becomes of them. */
    public record AlarmOffice(Alarms alarms, AlarmFeed feed) {}

    /** What is made of alarms: figures, reports and messages. */
    public record AlarmReports(AlarmQuality quality, Handovers handovers, CapDesk cap) {}

    /** Who may come in and what they have done. */
    public record People(Accounts accounts, Sessions sessions, AuditLog audit) {}
}
