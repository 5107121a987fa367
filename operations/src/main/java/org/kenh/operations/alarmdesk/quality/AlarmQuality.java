package org.kenh.operations.alarmdesk.quality;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.alarmdesk.quality.QualityReport.Chattering;
import org.kenh.operations.alarmdesk.quality.QualityReport.Figure;
import org.kenh.operations.alarmdesk.quality.QualityReport.Standing;
import org.kenh.operations.alarmdesk.quality.QualityReport.Top;
import org.kenh.operations.alarmdesk.quality.QualityStore.Chatter;
import org.kenh.operations.alarmdesk.quality.QualityStore.Named;
import org.kenh.operations.alarmdesk.quality.QualityStore.Range;
import org.kenh.operations.alarmdesk.quality.QualityStore.Spell;

/** Makes the report. Only alarms that operators were told of count. Blocks on the store; safe for any thread. */
public final class AlarmQuality {
    public static final Duration LONGEST = Duration.ofDays(92);
    private static final Duration STALE = Duration.ofHours(24);

    private final QualityStore store;
    private final Registry registry;

    public AlarmQuality(QualityStore store, Registry registry) {
        this.store = store;
        this.registry = registry;
    }

    /**
     * Figures of a range of up to {@link #LONGEST} that ends by now: time that has not been yet would flatter them.
     *
     * @param area what was asked for, as it is shown
     */
    public QualityReport report(Range range, Optional<String> area) {
        Counting counting = new Counting(range);
        Range wider = new Range(range.scope(), range.from().minus(Load.LOOK_BACK), range.to());
        store.annunciations(wider, counting::add);
        List<Spell> spells = store.standing(range, STALE);
        List<Chatter> chatters = store.chattering(range);
        List<Top> topTen = counting.topTen();
        Load load = counting.load();
        List<Figure> figures = List.of(
                Targets.perDay(counting.per(Duration.ofDays(1))),
                Targets.perHour(counting.per(Duration.ofHours(1))),
                Targets.perTenMinutes(counting.per(Load.BIN)),
                Targets.peakTenMinutes(load.peak().count()),
                Targets.timeInFlood(load.timeInFlood()),
                Targets.topTenShare(topTen.stream().mapToDouble(Top::share).sum(), counting.annunciated()),
                Targets.stale(mostOnOneDay(range, spells)),
                Targets.chattering(chatters.size()));
        return new QualityReport(
                range.from(),
                range.to(),
                area.orElse(null),
                counting.annunciated(),
                figures,
                load.peak(),
                listed(load.floods()),
                topTen,
                standing(spells),
                chattering(chatters),
                counting.priorities(),
                counting.byDay(),
                counting.byHour(),
                counting.byArea(areaNames()));
    }

    private Map<String, String> areaNames() {
        return registry.areas().stream().collect(Collectors.toMap(Area::id, Area::name));
    }

    /** On how many alarms an operator of the worst day looked that had stood for longer than a day. */
    private static int mostOnOneDay(Range range, List<Spell> spells) {
        return Counting.daysOf(range).stream()
                .mapToInt(day -> staleOn(day, spells))
                .max()
                .orElse(0);
    }

    private static int staleOn(LocalDate day, List<Spell> spells) {
        Instant begin = day.atStartOfDay(Counting.ZONE).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(Counting.ZONE).toInstant();
        return (int) spells.stream()
                .filter(spell -> spell.begin().plus(STALE).isBefore(end))
                .filter(spell -> spell.end().map(begin::isBefore).orElse(true))
                .map(spell -> spell.alarm().alarm())
                .distinct()
                .count();
    }

    private static List<Standing> standing(List<Spell> spells) {
        return listed(spells.stream()
                .sorted(Comparator.comparing(Spell::begin))
                .map(spell -> {
                    Named alarm = spell.alarm();
                    return new Standing(
                            alarm.alarm(),
                            alarm.name(),
                            alarm.rule(),
                            alarm.area(),
                            alarm.site(),
                            spell.begin(),
                            spell.end().orElse(null));
                })
                .toList());
    }

    private static List<Chattering> chattering(List<Chatter> chatters) {
        return listed(chatters.stream()
                .sorted(Comparator.comparingInt(Chatter::times).reversed())
                .map(chatter -> {
                    Named alarm = chatter.alarm();
                    return new Chattering(
                            alarm.alarm(), alarm.name(), alarm.rule(), alarm.area(), alarm.site(), chatter.times());
                })
                .toList());
    }

    private static <T> List<T> listed(List<T> all) {
        return all.subList(0, Math.min(all.size(), QualityReport.MOST_LISTED));
    }
}
