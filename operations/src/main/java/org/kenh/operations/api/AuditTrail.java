package org.kenh.operations.api;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.kenh.operations.audit.AuditEntry;
import org.kenh.operations.audit.AuditLog;

/** Writes down what people do through the API. */
final class AuditTrail {
    private final AuditLog log;
    private final InstantSource clock;

    AuditTrail(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** A deed of the caller. */
    void write(Call call, String action, String subject, String detail) {
        write(call.username(), call, action, new Deed(subject, detail));
    }

    /** A deed of somebody who is not (yet) signed in. */
    void write(String actor, Call call, String action, Deed deed) {
        log.append(new AuditEntry(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                actor,
                action,
                deed.subject(),
                deed.detail(),
                call.address()));
    }

    record Deed(String subject, String detail) {}
}
