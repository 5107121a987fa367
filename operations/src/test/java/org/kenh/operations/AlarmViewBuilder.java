package org.kenh.operations;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.alarmdesk.AlarmView;

/** Alarms as people see them, for tests: a high water that nobody has acknowledged, but for what a test says. */
public final class AlarmViewBuilder {
    public static final Instant ACTIVATED = Instant.parse("2026-03-01T05:00:00Z");

    private long id = 1;
    private Bilingual name = new Bilingual("Báo động lũ", "Flood level");
    private String alarmClass = "flood";
    private String subject = "site:tv-1";
    private @Nullable String series = "level";
    private int level = 1;
    private int levels = 1;
    private int priority = 2;
    private @Nullable UUID occurrence = new UUID(1, 2);

    public AlarmViewBuilder id(long given) {
        id = given;
        return this;
    }

    public AlarmViewBuilder name(String vi, String en) {
        name = new Bilingual(vi, en);
        return this;
    }

    /** What kind of alarm, and what it is about. */
    public AlarmViewBuilder about(String givenClass, String givenSubject, @Nullable String givenSeries) {
        alarmClass = givenClass;
        subject = givenSubject;
        series = givenSeries;
        return this;
    }

    public AlarmViewBuilder level(int given, int of) {
        level = given;
        levels = of;
        return this;
    }

    public AlarmViewBuilder priority(int given) {
        priority = given;
        return this;
    }

    public AlarmViewBuilder withoutOccurrence() {
        occurrence = null;
        return this;
    }

    /** The alarm. */
    public AlarmView build() {
        return new AlarmView(
                id,
                "r",
                1,
                name,
                "LŨ",
                alarmClass,
                subject,
                null,
                "tv-1",
                "Thước nước",
                "xa-1",
                "Xã Lũ",
                series,
                "m",
                "value",
                Letter.B,
                "unacknowledged",
                true,
                false,
                priority,
                level,
                levels,
                occurrence,
                ACTIVATED,
                3.25,
                3.2,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                null,
                false,
                null,
                false,
                false,
                false,
                0,
                null,
                0,
                List.of(),
                null,
                null,
                ACTIVATED,
                1);
    }
}
