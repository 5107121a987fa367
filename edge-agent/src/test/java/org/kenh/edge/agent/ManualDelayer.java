package org.kenh.edge.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kenh.edge.uplink.Delayer;

/** Time that passes when the test says so. */
final class ManualDelayer implements Delayer {
    private final List<Task> tasks = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), task));
    }

    void pass(Duration time) {
        Duration end = now.plus(time);
        tasks.sort(Comparator.comparing(Task::at));
        while (!tasks.isEmpty() && tasks.get(0).at().compareTo(end) <= 0) {
            Task task = tasks.remove(0);
            now = task.at();
            task.work().run();
            tasks.sort(Comparator.comparing(Task::at));
        }
        now = end;
    }

    private record Task(Duration at, Runnable work) {}
}
