package org.kenh.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.plan.Plan;
import org.kenh.operations.irrigation.plan.PlanCheck;
import org.kenh.operations.irrigation.plan.PlanOutcome;
import org.kenh.operations.irrigation.plan.PlanProblem;
import org.kenh.operations.irrigation.plan.Planner;
import org.kenh.operations.irrigation.plan.SolveLimit;
import org.kenh.operations.irrigation.plan.SyntheticDistrict;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plans irrigation for made-up weeks and compares the search with the greedy plan. */
@Command(
        name = "plan",
        description =
                "Irrigation plans for made-up weeks (200 fields, 40 canals, 20 pumps, 5 days) against greedy plans.")
final class PlanCommand implements Callable<Integer> {
    @Option(names = "--weeks", defaultValue = "20", description = "weeks, with seeds 1, 2, … (20)")
    private int weeks;

    @Option(names = "--seconds", defaultValue = "20", description = "the search may last (20)")
    private int seconds;

    @Option(names = "--groups", defaultValue = "8", description = "groups of canals that share pumps (8)")
    private int groups;

    @Spec
    private @Nullable CommandSpec spec;

    private final List<Double> costs = new ArrayList<>();
    private final List<Double> prices = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();
    private int broken;

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the fields before it calls");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "| week | greedy: missing m³, VND, VND/m³ | plan: missing m³, VND, VND/m³ | cost | per m³ | s | broken |");
        out.println("|---|---|---|---|---|---|---|");
        SyntheticDistrict usual = SyntheticDistrict.usual();
        SyntheticDistrict district = new SyntheticDistrict(
                groups, usual.fields(), usual.canals(), usual.pumps(), usual.days(), usual.slot(), usual.monday());
        for (int seed = 1; seed <= weeks; seed++) {
            out.println(week(seed, district.week(seed)));
            out.flush();
        }
        out.println(line("cost", Spread.of(costs)));
        out.println(line("cost per m³", Spread.of(prices)));
        out.println(line("seconds", Spread.of(times)));
        out.flush();
        return broken == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private String week(int seed, PlanProblem problem) throws InterruptedException {
        SolveLimit limit = SolveLimit.USUAL;
        Planner planner = new Planner(new SolveLimit(
                Duration.ofSeconds(seconds), limit.steps(), limit.windows(), limit.threads(), limit.seed()));
        Plan greedy = Planner.greedy(problem);
        long before = System.nanoTime();
        PlanOutcome outcome = planner.plan(problem);
        double time = (System.nanoTime() - before) / 1e9;
        int violations = PlanCheck.violations(problem, outcome.plan()).size()
                + PlanCheck.violations(problem, greedy).size();
        costs.add(outcome.plan().cost() / greedy.cost());
        prices.add(price(outcome.plan()) / price(greedy));
        times.add(time);
        broken += violations;
        return String.format(
                Locale.ROOT,
                "| %d | %s | %s | %.3f | %.3f | %.1f | %d |",
                seed,
                figures(greedy),
                figures(outcome.plan()),
                costs.getLast(),
                prices.getLast(),
                time,
                violations);
    }

    private static String figures(Plan plan) {
        return String.format(Locale.ROOT, "%,.0f, %,.0f, %.1f", plan.missing(), plan.cost(), price(plan));
    }

    private static double price(Plan plan) {
        return plan.cost() / Math.max(1, plan.volume());
    }

    private static String line(String what, Spread spread) {
        return String.format(
                Locale.ROOT,
                "%s, min / median / max: %.3f / %.3f / %.3f",
                what,
                spread.min(),
                spread.median(),
                spread.max());
    }
}
