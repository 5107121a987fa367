package org.kenh.operations.irrigation.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Plans turns. Starts from a greedy plan and searches for a better one, group by group of canals that share pumps: by ruin and recreate, then with CP-SAT; the result is never
 * worse. Blocks the calling thread for up to the limit's time. Safe for several threads, but two searches at once share the processors.
 */
public final class Planner {
    private final SolveLimit limit;

    public Planner(SolveLimit limit) {
        this.limit = limit;
    }

    /** The simple plan alone, within milliseconds to a second; knows nothing of a plan that stands. */
    public static Plan greedy(PlanProblem problem) {
        Pinning pinning = Pinning.of(problem);
        PlanProblem feasible = pinning.feasible();
        List<Plan> parts = Basins.of(feasible).stream()
                .map(basin -> Turns.plan(feasible, Greedy.fill(Pinning.layout(basin, feasible.pins()))))
                .toList();
        return Turns.join(parts, pinning.refusals());
    }

    /**
     * The best plan found.
     *
     * @throws InterruptedException the search was given up
     */
    public PlanOutcome plan(PlanProblem problem) throws InterruptedException {
        Pinning pinning = Pinning.of(problem);
        PlanProblem feasible = pinning.feasible();
        SearchTime time = new SearchTime(limit);
        List<BasinPlanner> planners = Basins.of(feasible).stream()
                .map(basin -> new BasinPlanner(feasible, basin, limit, time))
                .sorted(Comparator.comparingDouble(BasinPlanner::size).reversed())
                .toList();
        List<BasinPlanner.Result> results = all(planners);
        List<PinRefusal> refusals = pinning.refusals();
        Plan plan = Turns.join(results.stream().map(BasinPlanner.Result::plan).toList(), refusals);
        Plan greedy =
                Turns.join(results.stream().map(BasinPlanner.Result::greedy).toList(), refusals);
        PlanScore score = PlanScore.of(problem, plan);
        PlanScore simple = PlanScore.of(problem, greedy);
        // Each part is the better one; only rounding may turn that around in the sum.
        boolean better = score.compareTo(simple) <= 0;
        return new PlanOutcome(
                better ? plan : greedy, better ? score : simple, simple, greedy.missing(), BasinSearch.available());
    }

    private List<BasinPlanner.Result> all(List<BasinPlanner> planners) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                limit.threads(),
                Thread.ofPlatform().name("irrigation-plan-", 0).daemon().factory())) {
            List<Callable<BasinPlanner.Result>> tasks = new ArrayList<>();
            planners.forEach(planner -> tasks.add(planner::plan));
            List<BasinPlanner.Result> results = new ArrayList<>();
            for (Future<BasinPlanner.Result> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("planning failed: " + e.getCause(), e.getCause());
        }
    }
}
