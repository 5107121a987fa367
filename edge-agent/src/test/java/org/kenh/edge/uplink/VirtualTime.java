package org.kenh.edge.uplink;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executor;
import org.kenh.edge.clock.MonotonicClock;

/** Time that passes when the test says so, and the threads of a process, which all are the test's own. */
final class VirtualTime implements Delayer, MonotonicClock {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::number));
    private Duration now = Duration.ZERO;
    private long number;

    @Override
    public void after(Duration delay, Runnable task) {
        number++;
        tasks.add(new Task(now.plus(delay), number, task));
    }

    @Override
    public long nanos() {
        return now.toNanos();
    }

    Duration now() {
        return now;
    }

    void pass(Duration time) {
        Duration end = now.plus(time);
        while (!tasks.isEmpty() && tasks.element().at().compareTo(end) <= 0) {
            Task task = tasks.remove();
            now = task.at();
            task.work().run();
        }
        now = end;
    }

    /** What runs elsewhere runs as the next thing here, so that nothing is called from within itself. */
    Surroundings surroundings(Random random) {
        Executor next = task -> after(Duration.ZERO, task);
        return new Surroundings(next, this, this, random::nextDouble);
    }

    private record Task(Duration at, long number, Runnable work) {}
}
