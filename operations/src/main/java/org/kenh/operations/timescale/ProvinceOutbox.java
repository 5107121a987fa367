package org.kenh.operations.timescale;

import org.jdbi.v3.core.Handle;
import org.kenh.operations.loudspeaker.source.EmergencyMessage;

/** Puts what the province must hear into its outbox within somebody else's transaction. */
final class ProvinceOutbox {
    /** More than that is given up, the oldest first. */
    private static final int MOST_WAITING = 500;

    private ProvinceOutbox() {}

    /** False if it was said before, or if there is no way to the province. */
    static boolean enqueue(Handle handle, EmergencyMessage message) {
        handle.createUpdate("""
                        update speaker_source_log set state = 'failed', next_at = null, payload = null, detail = 'too much waits'
                        where state = 'waiting' and what = 'emergencies' and id <= (
                            select id from speaker_source_log where state = 'waiting' and what = 'emergencies'
                            order by id desc offset :most limit 1)""").bind("most", MOST_WAITING - 1).execute();
        return handle.createUpdate("""
                        insert into speaker_source_log (at, direction, what, key, payload, state, attempts, next_at, subject,
                            valid_until)
                        select :at, 'out', 'emergencies', :key, :payload, 'waiting', 0, :at, :subject, :until
                        where exists (select from speaker_source where way <> 'off') and not exists (
                            select from speaker_source_log where subject = :subject and key = :key)""")
                        .bind("at", message.at())
                        .bind("key", message.key())
                        .bind("payload", message.payload())
                        .bind("subject", message.subject())
                        .bind("until", message.validUntil())
                        .execute()
                == 1;
    }

    /**
     * Says no more what was to be said of it before, and that it is called off if any of that may have left. False if nothing has, and
     * where {@link #enqueue} says so.
     */
    static boolean callOff(Handle handle, EmergencyMessage cancelled) {
        handle.createUpdate("""
                        update speaker_source_log set state = 'failed', next_at = null, payload = null, detail = 'called off'
                        where state = 'waiting' and subject = :subject and key <> :key""")
                .bind("subject", cancelled.subject())
                .bind("key", cancelled.key())
                .execute();
        // Only now: what leaves meanwhile has either been counted, or finds itself called off.
        boolean left = handle.createQuery("""
                        select exists (select from speaker_source_log
                            where subject = :subject and key <> :key and attempts > 0)""")
                .bind("subject", cancelled.subject())
                .bind("key", cancelled.key())
                .mapTo(Boolean.class)
                .one();
        return left && enqueue(handle, cancelled);
    }
}
