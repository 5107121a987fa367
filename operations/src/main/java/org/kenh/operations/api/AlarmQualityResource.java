package org.kenh.operations.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.account.Role;
import org.kenh.operations.alarmdesk.quality.AlarmQuality;
import org.kenh.operations.alarmdesk.quality.QualityReport;
import org.kenh.operations.alarmdesk.quality.QualityStore.Range;

/** How good the alarms of a stretch of time were, as JSON for screens or as a table for spreadsheets. */
final class AlarmQualityResource {
    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final AlarmQuality quality;
    private final Places places;
    private final InstantSource clock;

    AlarmQualityResource(Backend backend, Places places) {
        this.quality = backend.reports().quality();
        this.places = places;
        this.clock = backend.clock();
    }

    Endpoint endpoint() {
        return Endpoint.get(
                "/alarm-quality",
                Endpoint.Access.only(Role.OPERATOR, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR),
                this::report);
    }

    private Answer report(Call call) {
        Query query = call.query();
        Instant now = clock.instant();
        Instant to = query.instant("to").filter(now::isAfter).orElse(now);
        Instant from = query.instant("from").orElseGet(() -> to.minus(USUAL));
        if (from.isAfter(to.minus(SHORTEST))) {
            query.error("from", "field.duration", SHORTEST, AlarmQuality.LONGEST, Duration.between(from, to));
        } else if (from.isBefore(to.minus(AlarmQuality.LONGEST))) {
            query.error("from", "field.days", AlarmQuality.LONGEST.toDays());
        }
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        boolean table = query.words("format", List.of("json", "csv"))
                .filter(List.of("csv")::equals)
                .isPresent();
        query.finish();
        QualityReport report = quality.report(new Range(places.narrowed(call, area), from, to), area);
        if (!table) {
            return Answer.ok(report);
        }
        Language language = Language.of(call.header("Accept-Language").orElse(null));
        return new Answer.Download(Csv.TYPE, fileName(report), new QualityTable(language).bytes(report));
    }

    private static String fileName(QualityReport report) {
        return "kenh-alarm-quality-" + LocalDate.ofInstant(report.from(), ZONE) + "-"
                + LocalDate.ofInstant(report.to(), ZONE) + ".csv";
    }
}
