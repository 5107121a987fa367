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
 * book.recall(device, reading);                   // stored before the saving: fills in values, decides nothing
 * book.retell(device, reading);                   // stored since: not evaluated yet, taken as if it had come in time
 *
 * // 4. Live: what is committed and was not there before, in order of commit; time; people.
 * book.readings(device, readings, now);
 * book.tick(now);                                 // at book.wakeAt() and after each batch: delays end without readings
 * Optional&lt;Outcome&gt; outcome = book.perform(alarm.key(), new Action.Acknowledge(occurrence, ""), actor, now);
 *
 * // 5. Save: the rows the journal got and these states, in one transaction; only then tell anybody.
 * book.drainChanged(alarm -&gt; save(alarm.key(), alarm.state(), alarm.status(now)));
 * </pre>
 *
 * <p><b>Restart.</b> A state is saved when more than the newest values has changed, so keep beside it the moment up to
 * which all was taken and saved. Before that moment {@code recall} needs the newest reading of each series, and those of
 * {@link org.kenh.ingest.alarm.Alarm#memory} where it is not zero; after it {@code retell} needs all. Without such a
 * moment {@code retell} with all after {@link org.kenh.ingest.alarm.Alarm#newest} does the same, at greater cost.
 *
 * <p><b>One live occurrence.</b> A row with {@code ACTIVATE} begins one; the row whose {@code ended} is present ends one,
 * which may be the same row. Derive the id from key and time, so that what is evaluated twice does not begin two.
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
