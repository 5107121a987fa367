package org.kenh.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * What the packaged agent takes of a board, with the flags of its systemd unit and a journal on disk, beside a plain
 * Paho loop that publishes as many values: memory, processor, start, bytes written. Ends with 0 only when the agent
 * kept within its limits and every reading is stored once.
 */
@CommandLine.Command(name = "agent-footprint", mixinStandardHelpOptions = true)
final class AgentFootprint implements Callable<Integer> {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final long MOST_RESIDENT_KIB = 90 * 1024;
    private static final double MOST_CPU_PERCENT = 2;
    private static final double LONGEST_START = 3;

    @Option(names = "--minutes", description = "of the run, at least 2 (default: ${DEFAULT-VALUE})")
    private int minutes = 60;

    @Option(names = "--lines", description = "minutes between two lines of figures (default: ${DEFAULT-VALUE})")
    private int between = 5;

    @Option(names = "--series", description = "(default: ${DEFAULT-VALUE})")
    private int series = 200;

    @Option(names = "--interval", description = "seconds between two samples (default: ${DEFAULT-VALUE})")
    private int interval = 10;

    @Option(names = "--starts", description = "of each measured before the run, at least 1 (default: ${DEFAULT-VALUE})")
    private int starts = 5;

    @Option(names = "--java", description = "the runtime of both (default: ${DEFAULT-VALUE})")
    private Path java = Path.of("/usr/lib/jvm/java-17-openjdk-amd64/bin/java");

    @Option(names = "--flag", description = "of the virtual machine of both, besides those of the unit")
    private List<String> flags = new ArrayList<>();

    private final List<String> missed = new ArrayList<>();

    private AgentFootprint() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AgentFootprint()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<String> machine = FootprintScene.machine(java);
        machine.addAll(flags);
        System.out.println(String.join(" ", machine));
        try (FootprintScene scene = FootprintScene.open(machine, series, interval)) {
            measureStarts(scene);
            measureRun(scene);
        }
        missed.forEach(limit -> System.out.println("MISSED: " + limit));
        System.out.println(missed.isEmpty() ? "all limits kept" : missed.size() + " missed");
        return missed.isEmpty() ? 0 : 1;
    }

    private void measureStarts(FootprintScene scene) {
        // A centre that has just started is slow itself; this one does not count.
        scene.startLoop().close();
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            try (MeasuredProcess agent = scene.startAgent()) {
                printStart(agent);
                seconds.add(agent.secondsToFirst());
            }
            try (MeasuredProcess loop = scene.startLoop()) {
                printStart(loop);
            }
        }
        judge("median start of the agent, s", median(seconds), LONGEST_START);
    }

    private void measureRun(FootprintScene scene) {
        long before = scene.measured();
        try (MeasuredProcess agent = scene.startAgent();
                MeasuredProcess loop = scene.startLoop()) {
            long start = System.nanoTime();
            System.out.println("minute  process  RSS MiB  highest  anonymous  threads  CPU %  written KiB  files KiB");
            pause(start + FIRST.toNanos());
            Stretch ofAgent = new Stretch(agent, start);
            Stretch ofLoop = new Stretch(loop, start);
            System.out.printf(
                    "CPU %% of the first minute: agent %.2f, loop %.2f%n",
                    ofAgent.firstPercent(), ofLoop.firstPercent());
            long end = start + TimeUnit.MINUTES.toNanos(minutes);
            long step = TimeUnit.MINUTES.toNanos(between);
            for (long next = start + FIRST.toNanos() + step; next < end; next += step) {
                pause(next);
                ofAgent.print();
                ofLoop.print();
            }
            pause(end);
            ProcessFigures last = ofAgent.print();
            ProcessFigures lastOfLoop = ofLoop.print();
            judge("highest RSS of the agent, MiB", last.mostResident() / 1024.0, MOST_RESIDENT_KIB / 1024.0);
            judge("CPU of the agent after the first minute, %", ofAgent.percent(last), MOST_CPU_PERCENT);
            long journal = agent.folderBytes();
            agent.stop();
            loop.stop();
            judgeStored(scene, agent, loop, scene.measured() - before);
            perReading(scene, agent, last, journal);
            perReading(scene, loop, lastOfLoop, 0);
        }
    }

    /** What was sampled must be there once; a sample under way at the end may be missing. */
    private void judgeStored(FootprintScene scene, MeasuredProcess agent, MeasuredProcess loop, long measured) {
        long stored = scene.stored(agent.device(), "count(*)", "meter/p%");
        long distinct = scene.stored(agent.device(), "count(distinct (series, at))", "meter/p%");
        long acknowledged = series
                * loop.log()
                        .lines()
                        .filter(line -> line.startsWith("acknowledged "))
                        .count();
        long ofLoop = scene.stored(loop.device(), "count(*)", "meter/p%");
        System.out.printf(
                "agent: measured %d, stored %d, distinct %d; loop: acknowledged %d, stored %d%n",
                measured, stored, distinct, acknowledged, ofLoop);
        judge("difference between readings measured and stored", (double) Math.abs(measured - stored), series + 1);
        judge("readings stored twice", (double) (stored - distinct), 1);
        judge("readings of the loop acknowledged and not stored", (double) (acknowledged - ofLoop), 1);
    }

    private static void perReading(FootprintScene scene, MeasuredProcess process, ProcessFigures last, long files) {
        long readings = scene.stored(process.device(), "count(*)", "%");
        System.out.printf(
                "%s: %d readings; written by the process (write_bytes) %.1f bytes each; left in its files %d KiB%n",
                process.name(), readings, last.written() / (double) readings, files / 1024);
    }

    private void judge(String what, double value, double limit) {
        System.out.printf("%s: %.2f, must be below %.2f%n", what, value, limit);
        if (value >= limit) {
            missed.add(what);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void printStart(MeasuredProcess process) {
        System.out.printf(
                "start of the %s to its first acknowledged reading: %.2f s, %.2f s of a core%n",
                process.name(), process.secondsToFirst(), process.cpuSecondsToFirst());
    }

    private static void pause(long until) {
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    /** The time of a process after its first minute. */
    private static final class Stretch {
        private final MeasuredProcess process;
        private final long start;
        private final ProcessFigures first;
        private final long began = System.nanoTime();

        Stretch(MeasuredProcess process, long start) {
            this.process = process;
            this.start = start;
            this.first = process.look();
            print();
        }

        /** With the start of the process. */
        double firstPercent() {
            return 100 * first.cpuSeconds() / process.secondsRunning();
        }

        double percent(ProcessFigures now) {
            double seconds = (System.nanoTime() - began) / 1e9;
            return seconds < 1 ? firstPercent() : 100 * (now.cpuSeconds() - first.cpuSeconds()) / seconds;
        }

        ProcessFigures print() {
            ProcessFigures now = process.look();
            System.out.printf(
                    "%6.1f  %7s  %7.1f  %7.1f  %9.1f  %7d  %5.2f  %11d  %9d%n",
                    (System.nanoTime() - start) / 60e9,
                    process.name(),
                    now.resident() / 1024.0,
                    now.mostResident() / 1024.0,
                    now.anonymous() / 1024.0,
                    now.threads(),
                    percent(now),
                    now.written() / 1024,
                    process.folderBytes() / 1024);
            return now;
        }
    }
}
