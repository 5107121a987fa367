package org.kenh.operations.timescale;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.kenh.operations.alarmdesk.AlarmStore.AlarmRow;
import org.kenh.operations.alarmdesk.AlarmStore.BegunOccurrence;
import org.kenh.operations.alarmdesk.JournalRow;

/** The statements of one batch of alarms, one for each table, however many rows there are. */
final class AlarmSql {
    private final Handle handle;

    AlarmSql(Handle handle) {
        this.handle = handle;
    }

    void update(List<AlarmRow> alarms) {
        if (alarms.isEmpty()) {
            return;
        }
        TextColumns columns = new TextColumns();
        for (AlarmRow alarm : alarms) {
            columns.put("ids", alarm.id())
                    .put("areas", alarm.where().area())
                    .put("sites", alarm.where().site())
                    .put("devices", alarm.where().device())
                    .put("states", alarm.state().length == 0 ? null : alarm.state())
                    .put("letters", alarm.letter())
                    .put("priorities", alarm.priority())
                    .put("occurrences", alarm.occurrence())
                    .put("activated", alarm.activatedAt())
                    .put("numbers", alarm.value())
                    .put("limits", alarm.limit())
                    .put("acknowledgedBy", alarm.notes().acknowledgedBy())
                    .put("acknowledgedAt", alarm.notes().acknowledgedAt())
                    .put("shelvedBy", alarm.notes().shelvedBy())
                    .put("shelveReasons", alarm.notes().shelveReason())
                    .put("oneShots", alarm.notes().oneShot())
                    .put("outReasons", alarm.notes().outOfServiceReason())
                    .put("assignees", alarm.notes().assignee())
                    .put("comments", alarm.notes().comments())
                    .put("updated", alarm.updatedAt());
        }
        columns.bind(handle.createUpdate("""
                        update alarm a set area = g.area, site = g.site, device = g.device, state = g.state,
                            letter = g.letter, priority = g.priority, occurrence = g.occurrence,
                            activated_at = g.activated, value = g.number, limit_value = g.bound,
                            acknowledged_by = g.acknowledged_by, acknowledged_at = g.acknowledged_at,
                            shelved_by = g.shelved_by, shelve_reason = g.shelve_reason, one_shot = g.one_shot,
                            out_of_service_reason = g.out_reason, assigned_to = g.assignee, comments = g.comments,
                            updated_at = g.updated
                        from unnest(:ids::text[]::bigint[], :areas::text[], :sites::text[], :devices::text[],
                            :states::text[]::bytea[], :letters::text[], :priorities::text[]::smallint[],
                            :occurrences::text[]::uuid[], :activated::text[]::timestamptz[],
                            :numbers::text[]::float8[], :limits::text[]::float8[], :acknowledgedBy::text[],
                            :acknowledgedAt::text[]::timestamptz[], :shelvedBy::text[], :shelveReasons::text[],
                            :oneShots::text[]::boolean[], :outReasons::text[], :assignees::text[],
                            :comments::text[]::integer[], :updated::text[]::timestamptz[])
                            as g (id, area, site, device, state, letter, priority, occurrence, activated, number, bound,
                            acknowledged_by, acknowledged_at, shelved_by, shelve_reason, one_shot, out_reason, assignee,
                            comments, updated)
                        where a.id = g.id""")).execute();
    }

    void end(Map<UUID, Instant> ended) {
        if (ended.isEmpty()) {
            return;
        }
        TextColumns columns = new TextColumns();
        ended.forEach((id, at) -> columns.put("ids", id).put("times", at));
        columns.bind(handle.createUpdate("""
                        update alarm_occurrence o set ended_at = greatest(o.began_at, g.at)
                        from unnest(:ids::text[]::uuid[], :times::text[]::timestamptz[]) as g (id, at)
                        where o.id = g.id and o.ended_at is null""")).execute();
    }

    /**
     * After {@link #end}, so that the one before makes room. What is historical may be found twice; an id of the present
     * that was given before is an error, for its row may have ended.
     */
    void begin(List<BegunOccurrence> begun, Map<UUID, Instant> ended) {
        if (begun.isEmpty()) {
            return;
        }
        TextColumns columns = new TextColumns();
        for (BegunOccurrence one : begun) {
            columns.put("ids", one.id())
                    .put("alarms", one.alarm())
                    .put("rules", one.key().rule())
                    .put("subjects", one.key().subject())
                    .put("versions", one.ruleVersion())
                    .put("began", one.beganAt())
                    .put("ended", ended.get(one.id()))
                    .put("historical", one.historical());
        }
        columns.bind(handle.createUpdate("""
                        insert into alarm_occurrence
                            (id, alarm, rule, subject, rule_version, began_at, ended_at, historical)
                        select * from unnest(:ids::text[]::uuid[], :alarms::text[]::bigint[], :rules::text[],
                            :subjects::text[], :versions::text[]::integer[], :began::text[]::timestamptz[],
                            :ended::text[]::timestamptz[], :historical::text[]::boolean[])
                            as g (id, alarm, rule, subject, version, began, ended, historical)
                        where not g.historical or not exists (select from alarm_occurrence o where o.id = g.id)""")).execute();
    }

    /** Gives the rows' ids, in their order. */
    List<Long> write(List<JournalRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        TextColumns columns = new TextColumns();
        for (JournalRow row : rows) {
            columns.put("alarms", row.alarm())
                    .put("rules", row.rule())
                    .put("versions", row.ruleVersion())
                    .put("subjects", row.subject())
                    .put("names", row.name())
                    .put("areas", row.area())
                    .put("sites", row.site())
                    .put("occurrences", row.occurrence())
                    .put("events", row.event())
                    .put("froms", row.from())
                    .put("tos", row.to())
                    .put("times", row.at())
                    .put("recorded", row.recordedAt())
                    .put("levels", row.level())
                    .put("priorities", row.priority())
                    .put("numbers", row.value())
                    .put("limits", row.limit())
                    .put("whos", row.who())
                    .put("reasons", row.reason())
                    .put("historical", row.historical())
                    .put("annunciated", row.annunciated());
        }
        return columns.bind(handle.createQuery("""
                        insert into alarm_transition (alarm, rule, rule_version, subject, name, area, site, occurrence,
                            event, from_letter, to_letter, at, recorded_at, level, priority, value, limit_value, who,
                            reason, historical, annunciated)
                        select g.alarm, g.rule, g.version, g.subject, g.name, g.area, g.site, g.occurrence, g.event,
                            g.first, g.last, g.at, g.recorded, g.level, g.priority, g.number, g.bound, g.who, g.reason,
                            g.historical, g.annunciated
                        from unnest(:alarms::text[]::bigint[], :rules::text[], :versions::text[]::integer[],
                            :subjects::text[], :names::text[], :areas::text[], :sites::text[],
                            :occurrences::text[]::uuid[], :events::text[], :froms::text[], :tos::text[],
                            :times::text[]::timestamptz[], :recorded::text[]::timestamptz[],
                            :levels::text[]::smallint[], :priorities::text[]::smallint[], :numbers::text[]::float8[],
                            :limits::text[]::float8[], :whos::text[], :reasons::text[], :historical::text[]::boolean[],
                            :annunciated::text[]::boolean[]) with ordinality
                            as g (alarm, rule, version, subject, name, area, site, occurrence, event, first, last, at,
                            recorded, level, priority, number, bound, who, reason, historical, annunciated, place)
                        order by g.place
                        returning id""")).mapTo(Long.class).list();
    }
}
