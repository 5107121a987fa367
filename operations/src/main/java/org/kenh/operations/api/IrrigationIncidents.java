package org.kenh.operations.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.kenh.operations.irrigation.book.Books;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.AccountState;
import org.kenh.operations.irrigation.execution.ExecutionDesk;
import org.kenh.operations.irrigation.execution.Lockout;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.Period;

/**
 * What went otherwise than planned in some time.
 *
 * @param stops emergency stops that began in it
 * @param lockouts of pumps and canals that began in it
 */
record IrrigationIncidents(
        int done, int missed, int cutShort, int unknown, int manualRuns, double manualHours, int stops, int lockouts) {

    private static double hours(TurnAccount account) {
        return account.course()
                .ended()
                .map(to -> (to.toEpochMilli() - account.begins().toEpochMilli()) / 3.6e6)
                .orElse(0.0);
    }

    private static int count(List<TurnAccount> accounts, AccountState state) {
        return (int) accounts.stream()
                .filter(account -> !account.isManual() && account.state() == state)
                .count();
    }

    /** Counts them, as far as somebody sees them. */
    record Counting(ExecutionDesk execution, IrrigationRegistry registry) {
        IrrigationIncidents of(Period days, Predicate<TurnAccount> seen, IrrigationSight sight) {
            List<TurnAccount> accounts = execution.accounts().within(days, Optional.empty(), Books.MOST).stream()
                    .filter(account -> days.contains(account.begins()))
                    .filter(seen)
                    .toList();
            List<TurnAccount> manual =
                    accounts.stream().filter(TurnAccount::isManual).toList();
            return new IrrigationIncidents(
                    count(accounts, AccountState.DONE),
                    count(accounts, AccountState.MISSED),
                    count(accounts, AccountState.CUT_SHORT),
                    count(accounts, AccountState.UNKNOWN),
                    manual.size(),
                    manual.stream().mapToDouble(IrrigationIncidents::hours).sum(),
                    (int) execution.stops().within(days).stream()
                            .filter(stop -> sight.seesCanal(stop.canal(), stop.area()))
                            .count(),
                    (int) execution.lockouts().within(days).stream()
                            .filter(lockout -> sees(sight, lockout))
                            .count());
        }

        private boolean sees(IrrigationSight sight, Lockout lockout) {
            if (sight.isWhole()) {
                return true;
            }
            return lockout.subjectKind() == SubjectKind.PUMP
                    ? registry.pumps()
                            .find(lockout.subject())
                            .filter(sight::sees)
                            .isPresent()
                    : sight.canal(lockout.subject()).filter(sight::sees).isPresent();
        }
    }
}
