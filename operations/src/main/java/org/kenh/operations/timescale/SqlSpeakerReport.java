package org.kenh.operations.timescale;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.report.ReportStore;

/** Adds up slots and verdicts of a day. Slots count, not verdicts: what nobody told of was planned all the same. */
public final class SqlSpeakerReport implements ReportStore {
    private final OperationsDatabase database;

    public SqlSpeakerReport(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public List<Sum> sums(LocalDate day, Instant before) {
        return database.withHandle(
                "add up the soundings of " + day,
                handle -> handle.createQuery("""
                                with planned as (
                                    select s.id, s.class, s.seconds, d.device
                                    from speaker_slot s, jsonb_array_elements_text(s.targets::jsonb) d(device)
                                    where s.starts >= :from and s.starts < :to)
                                select p.device, p.class, coalesce(v.verdict, 'due') as verdict, v.cause, count(*) as n,
                                    sum(p.seconds) as planned, sum(least(coalesce(v.played, 0), p.seconds)) as played,
                                    count(v.was) as corrected
                                from planned p left join speaker_verdict v
                                    on v.day = :day and v.slot = p.id and v.device = p.device
                                group by p.device, p.class, coalesce(v.verdict, 'due'), v.cause""")
                        .bind("from", LocalDay.start(day))
                        .bind("to", before.isBefore(LocalDay.end(day)) ? before : LocalDay.end(day))
                        .bind("day", day)
                        .map((row, context) -> new Sum(
                                row.getString("device"),
                                BulletinClass.fromWord(row.getString("class")).orElseThrow(),
                                Verdict.fromWord(row.getString("verdict")).orElseThrow(),
                                SpeakerRows.text(row, "cause").flatMap(Cause::fromWord),
                                row.getInt("n"),
                                row.getLong("planned"),
                                row.getDouble("played"),
                                row.getInt("corrected")))
                        .list());
    }

    @Override
    public List<Stray> strays(LocalDate day) {
        return database.withHandle(
                "add up unplanned audio of " + day,
                handle -> handle.createQuery("""
                                select device, count(*) as n, count(*) filter (where ended is null) as open,
                                    coalesce(sum(extract(epoch from ended - started)), 0) as seconds
                                from speaker_unplanned where day = :day and not explained group by device""")
                        .bind("day", day)
                        .map((row, context) -> new Stray(
                                row.getString("device"), row.getInt("n"), row.getDouble("seconds"), row.getInt("open")))
                        .list());
    }
}
