package org.kenh.bench;

import java.util.ArrayList;
import java.util.List;
import org.kenh.bench.load.LoadRun;

/** Reads the processor time of this and of other processes at both ends of the measured time. */
final class ProcessorMeter implements LoadRun.Observer {
    private final List<Long> others;
    private List<Double> before = List.of();
    private List<Double> after = List.of();

    /** @param others process ids; each stands for its whole tree */
    ProcessorMeter(List<Long> others) {
        this.others = List.copyOf(others);
    }

    @Override
    public void begins() {
        before = read();
    }

    @Override
    public void ends() {
        after = read();
    }

    /** Of this process, in seconds. */
    double ownSeconds() {
        return after.getFirst() - before.getFirst();
    }

    /** Of the other process with this place in the list, in seconds. */
    double secondsOf(int index) {
        return after.get(index + 1) - before.get(index + 1);
    }

    private List<Double> read() {
        List<Double> seconds = new ArrayList<>(List.of(ProcessTime.secondsOfThis()));
        others.forEach(pid -> seconds.add(ProcessTime.secondsOfTree(pid)));
        return seconds;
    }
}
