package org.kenh.operations.timescale;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
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
                                    select s.id, s.bulletin, s.class, s.seconds, d.device
                                    from speaker_slot s, jsonb_array_elements_text(s.targets::jsonb) d(device)
                                    where s.starts >= :from and s.starts < :to),
                                judged as (
                                    select p.*, coalesce(v.verdict, 'due') as verdict, v.cause, v.played, v.was, v.settled,
                                        row_number() over (
                                            partition by p.device, case when p.class = 'emergency' then p.bulletin::text else p.id end
                                            order by case coalesce(v.verdict, 'due') when 'verified' then 0 when 'partial' then 1
                                                when 'missed' then 3 when 'excused' then 4 else 2 end, p.id) as place
                                    from planned p left join speaker_verdict v
                                        on v.day = :day and v.slot = p.id and v.device = p.device)
                                select device, class, verdict, cause, count(*) as n, sum(seconds) as planned,
                                    sum(least(coalesce(played, 0), seconds)) as played, count(was) as corrected,
                                    count(*) filter (where not settled and :open) as unsettled
                                from judged where place = 1
                                group by device, class, verdict, cause""")
                        .bind("from", LocalDay.start(day))
                        .bind("to", before.isBefore(LocalDay.end(day)) ? before : LocalDay.end(day))
                        .bind("day", day)
                        .bind("open", !LocalDay.of(before).isAfter(day.plusDays(DAYS_CORRECTED)))
                        .map((row, context) -> new Sum(
                                row.getString("device"),
                                BulletinClass.fromWord(row.getString("class")).orElseThrow(),
                                Verdict.fromWord(row.getString("verdict")).orElseThrow(),
                                SpeakerRows.text(row, "cause").flatMap(Cause::fromWord),
                                row.getInt("n"),
                                row.getLong("planned"),
                                row.getDouble("played"),
                                row.getInt("corrected"),
                                row.getInt("unsettled")))
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

    @Override
    public List<Place> places() {
        return database.withHandle(
                "look where clusters were",
                handle -> handle.createQuery("select * from speaker_place")
                        .map((row, context) -> new Place(
                                row.getString("device"),
                                row.getObject("since", LocalDate.class),
                                row.getString("area"),
                                row.getString("name"),
                                row.getLong("population")))
                        .list());
    }

    @Override
    public void keep(Collection<Place> places) {
        database.inTransaction("keep where clusters are", handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into speaker_place (device, since, area, name, population)
                    values (:device, :since, :area, :name, :population)
                    on conflict (device, since) do update set (area, name, population) = (:area, :name, :population)""");
            places.forEach(place -> batch.bind("device", place.device())
                    .bind("since", place.since())
                    .bind("area", place.area())
                    .bind("name", place.name())
                    .bind("population", place.population())
                    .add());
            return batch.execute();
        });
    }
}
