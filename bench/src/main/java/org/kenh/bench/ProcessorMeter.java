package org.kenh.bench;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.kenh.bench.load.LoadRun;

/** Reads the processor time of processes at both ends of the measured time. */
final class ProcessorMeter implements LoadRun.Observer {
    private final List<DoubleSupplier> clocks;
    private List<Double> before = List.of();
    private List<Double> after = List.of();

    /** @param clocks processor seconds that someone has used so far */
    ProcessorMeter(List<DoubleSupplier> clocks) {
        this.clocks = List.copyOf(clocks);
    }

    /** The clock of this process. */
    static DoubleSupplier ofThis() {
        return () -> ProcessTime.secondsOf(ProcessHandle.current().pid());
    }

    @Override
    public void begins() {
        before = read();
    }

    @Override
    public void ends() {
        after = read();
    }

    /** Seconds that the clock with this place in the list went on. */
    double seconds(int clock) {
        return after.get(clock) - before.get(clock);
    }

    private List<Double> read() {
        return clocks.stream().map(DoubleSupplier::getAsDouble).toList();
    }
}
