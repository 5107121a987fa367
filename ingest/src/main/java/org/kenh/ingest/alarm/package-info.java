/**
 * Alarms as a pure machine: rules as values, readings and the present time go in, transitions for the journal come out.
 * Nothing here knows a clock, a thread, a store or a framework.
 *
 * <p>How a host uses it, on one thread for each {@link org.kenh.ingest.alarm.AlarmBook}:
 *
 * <pre>
 * // 1. Rules, whose constructors check. Conditions are nested in Condition; Expression.parse gives mistakes as values.
 * AlarmRule rule = new AlarmRule(id, version, new Condition.High(InputName.of("level"), 3.2, 0.05), timing,
 *         List.of(Weight.of(Priority.P1)), Handling.USUAL, Optional.of(new Suppression(when, hold)), rationalisation);
 *
 * // 2. A subject, and where each of rule.inputs() comes from there; the interval makes a series stale after twice it.
 * Binding binding = new Binding(rule, "device:" + id, Map.of(input, new Source(id, series, interval)));
 *
 * // 3. The book. The journal is called while the book is: Journal.record(row), Journal.occurrence(key, at).
 * AlarmBook book = new AlarmBook(journal);
 * book.begin(binding, now);                       // new, or
 * book.restore(binding, savedState, now);         // as Alarm.state() left it; also for a new version of the rule
 * book.recall(device, reading);                   // long before the saving: fills in values, decides nothing
 * book.resume(device, reading, savedUntil, now);  // stored about then or since: what may not be evaluated yet is
 *
 * // 4. Live: what is committed and was not there before, in order of commit; time; people.
 * book.readings(device, readings, Arrival.at(received), now);
 * book.tick(now);                                 // at book.wakeAt() and after each batch: delays end without readings
 * Optional&lt;Outcome&gt; outcome = book.perform(alarm.key(), new Action.Acknowledge(occurrence, ""), actor, now);
 *
 * // 5. Save: the rows the journal got and these states, in one transaction; only then tell anybody.
 * book.drainChanged(alarm -&gt; save(alarm.key(), alarm.state(), alarm.status(now)));
 * </pre>
 *
 * <p><b>Restart.</b> A state is saved when more than the newest values has changed, so keep beside it the moment up to
 * which all was taken and saved. Then {@code resume} needs all readings from {@link org.kenh.ingest.alarm.Alarm#reach}
 * before that moment on, and {@code recall} the newest one before them of each series. Without such a moment
 * {@code retell} with all after {@link org.kenh.ingest.alarm.Alarm#newest} does the same, at greater cost.
 *
 * <p><b>Gaps.</b> Readings that could not be told as they came are told from the store by {@code reread}, before anything
 * else of their device and before the next {@code tick}: else what was only not read would count as silence.
 *
 * <p><b>One live occurrence.</b> A row with {@code ACTIVATE} begins one; the row whose {@code ended} is present ends one,
 * which may be the same row. The id must be new: an alarm that is begun anew may activate at a time as before.
 *
 * <p><b>Groups.</b> {@code Suppress(cause)} and {@code Unsuppress(cause)} by {@link org.kenh.ingest.alarm.Actor#SYSTEM};
 * {@link org.kenh.ingest.alarm.AlarmStatus#suppressors} says what hides an alarm, and members are counted by it. Keep
 * the groups in a book of their own, ticked first. After a restart take back causes that are gone.
 *
 * <p><b>Who is told.</b> {@link org.kenh.ingest.alarm.Transition#annunciates}. Rows that are {@code historical} change
 * nothing and are never told.
 */
@NullMarked
package org.kenh.ingest.alarm;

import org.jspecify.annotations.NullMarked;
