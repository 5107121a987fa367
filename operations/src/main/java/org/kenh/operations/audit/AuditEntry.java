package org.kenh.operations.audit;

import java.time.Instant;

/**
 * One deed.
 *
 * @param actor user name, as typed where a login failed
 * @param action for example {@code login}, {@code login.failed}, {@code device.create}, {@code command.issue}
 * @param subject what it was done to; empty if to nothing in particular
 * @param detail in words; never a secret
 * @param address where the request came from
 */
public record AuditEntry(Instant at, String actor, String action, String subject, String detail, String address) {}
