package org.kenh.system;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.kenh.operations.irrigation.demand.FieldDay;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.Lockout;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.field.Field;

/** The figures of rehearsed weeks, for {@code docs/testing.md}. */
final class WeeksReport {
    private static final double SUFFERS = 0.99;

    private WeeksReport() {}

    static void print(DistrictWeeks weeks, List<TurnAccount> accounts) {
        PrintStream out = System.out;
        Map<String, Integer> states = new TreeMap<>();
        accounts.forEach(account -> states.merge(
                account.kind().word() + " " + account.state().word()
                        + (account.course().reason().isEmpty()
                                ? ""
                                : " (" + account.course().reason() + ")"),
                1,
                Integer::sum));
        out.println("turns " + states);
        out.printf(
                Locale.ROOT,
                "water of fields %.0f m3, of pumps %.0f m3; %.0f kWh, %.0f VND%n",
                volume(accounts, SubjectKind.FIELD),
                volume(accounts, SubjectKind.PUMP),
                accounts.stream().mapToDouble(TurnAccount::kilowattHours).sum(),
                accounts.stream().mapToDouble(TurnAccount::cost).sum());
        weeks.watch.water.forEach((device, truth) -> out.printf(
                Locale.ROOT,
                "  %s: %.0f m3 truly, %.0f accounted%n",
                device,
                truth,
                ofDevice(accounts, device.value())));
        weeks.truth.forEach((field, range) -> out.println("  " + field + " " + range));
        weeks.centre.registry.fields().all().forEach(field -> print(weeks, field, out));
        weeks.office.execution.lockouts().list().forEach(lockout -> print(weeks, lockout, out));
        out.println("plans published " + weeks.staff.published.size() + ", of them proposed by the desk "
                + weeks.staff.proposals + ", refused " + weeks.staff.refused);
        out.println("alarms " + weeks.office.alarms + ", strays " + weeks.watch.strays + ", readings "
                + weeks.centre.readings());
        out.println("no links " + weeks.unlinked + ", while " + weeks.watch.ranUnlinked + " ran");
        accounts.stream()
                .filter(account -> account.course().started().isPresent())
                .forEach(account -> out.println("  " + account.id() + " " + account.subject() + " "
                        + account.state().word() + " " + account.planned().map(TurnAccount.Planned::period) + " "
                        + account.course()));
    }

    private static void print(DistrictWeeks weeks, Field field, PrintStream out) {
        List<FieldDay> days = weeks.office.days.days(field.id(), DistrictWeeks.FIRST, DistrictWeeks.FIRST.plusDays(60));
        out.printf(
                Locale.ROOT,
                "  %s: %d days, %d of stress, residual %.4f mm, given %.0f m3%n",
                field.id(),
                days.size(),
                days.stream().filter(day -> day.balance().stress() < SUFFERS).count(),
                days.stream()
                        .mapToDouble(day -> Math.abs(day.balance().residual()))
                        .max()
                        .orElse(0),
                days.stream().mapToDouble(day -> day.drivers().delivered()).sum());
    }

    private static void print(DistrictWeeks weeks, Lockout lockout, PrintStream out) {
        Duration length = Duration.between(
                lockout.openedAt(), lockout.released().map(step -> step.at()).orElse(weeks.district.instant()));
        out.println("  lockout " + lockout.kind().word() + " of " + lockout.subject() + " at " + lockout.openedAt()
                + " for " + length
                + lockout.released().map(step -> ", released by " + step.by()).orElse(""));
    }

    private static double volume(List<TurnAccount> accounts, SubjectKind kind) {
        return accounts.stream()
                .filter(account -> account.kind() == kind)
                .flatMap(account -> account.volume().stream())
                .mapToDouble(TurnAccount.Volume::cubicMetres)
                .sum();
    }

    private static double ofDevice(List<TurnAccount> accounts, String device) {
        return accounts.stream()
                .filter(account -> account.target()
                        .filter(target -> target.device().equals(device))
                        .isPresent())
                .flatMap(account -> account.volume().stream())
                .mapToDouble(TurnAccount.Volume::cubicMetres)
                .sum();
    }
}
