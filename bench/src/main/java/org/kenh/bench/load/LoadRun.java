package org.kenh.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Connected devices that can be made to send. {@link #close} ends them. */
public final class LoadRun implements AutoCloseable {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final long SATURATION_REST_NANOS = 500_000;
    private static final int FEW_CONNECTIONS = 5_000;
    private static final int SOURCE_ADDRESSES = 8;

    private final LoadPlan plan;
    private final List<Device> devices;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Told when the measured time begins and ends, for example to read the processor's clocks. */
    public interface Observer {
        /** The warm-up is over. */
        void begins();

        /** Nothing more is sent after this. */
        void ends();
    }

    private LoadRun(LoadPlan plan, List<Device> devices) {
        this.plan = plan;
        this.devices = List.copyOf(devices);
    }

    /** Connects one device after the other and waits until all are ready. */
    public static LoadRun connect(LoadPlan plan, List<Device> devices) {
        return connect(plan, devices, CONNECT_PATIENCE.plusSeconds(devices.size() / plan.connectRate()));
    }

    static LoadRun connect(LoadPlan plan, List<Device> devices, Duration patience) {
        LoadRun run = new LoadRun(plan, devices);
        run.startThreads();
        if (!run.waitFor(patience, () -> run.ready() == devices.size())) {
            int ready = run.ready();
            run.close();
            throw new IllegalStateException("only %d of %d connections to %s are ready after %s: %s"
                    .formatted(ready, devices.size(), plan.target(), patience, run.connectionFailures()));
        }
        return run;
    }

    /** How many connections may be used now. */
    public int ready() {
        return workers.stream().mapToInt(worker -> worker.loop.ready()).sum();
    }

    /** Sends nothing for as long as the plan measures; only the connections are kept. Returns how many are left. */
    public int idle(Observer observer) {
        observer.begins();
        sleepUntil(System.nanoTime() + plan.duration().toNanos());
        observer.ends();
        return ready();
    }

    /** Sends as planned: warm-up, measured time, and waiting for the last acknowledgements; then closes. */
    public FlowResult measure(Observer observer) {
        long start = System.nanoTime() + 50_000_000;
        long from = start + plan.warmup().toNanos();
        long end = from + plan.duration().toNanos();
        for (Worker worker : workers) {
            worker.loop.begin(() -> worker.start(start, from, end));
        }
        sleepUntil(from);
        observer.begins();
        sleepUntil(end);
        observer.ends();
        waitFor(DRAIN, () -> workers.stream().allMatch(Worker::isDrained));
        close();
        double seconds = plan.duration().toNanos() / 1e9;
        List<FlowResult> results = new ArrayList<>();
        for (Worker worker : workers) {
            results.add(worker.recorder.result(seconds));
            results.add(worker.loop.recorder().result(seconds));
        }
        return FlowResult.sum(results);
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.loop.stop());
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private String connectionFailures() {
        List<FlowResult> results =
                workers.stream().map(worker -> worker.loop.recorder().result(1)).toList();
        return FlowResult.sum(results).failures().toString();
    }

    private void startThreads() {
        for (int i = 0; i < plan.threads(); i++) {
            workers.add(new Worker(i));
        }
        for (int i = 0; i < devices.size(); i++) {
            workers.get(i % workers.size()).add(i);
        }
        for (Worker worker : workers) {
            threads.add(
                    Thread.ofPlatform().daemon().name("load-" + worker.number).start(worker.loop));
        }
    }

    private boolean waitFor(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            sleepUntil(System.nanoTime() + 5_000_000);
        }
        return true;
    }

    private static void sleepUntil(long nanos) {
        try {
            long rest = nanos - System.nanoTime();
            if (rest > 0) {
                Thread.sleep(Duration.ofNanos(rest));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a run", interrupted);
        }
    }

    /** Null: the system chooses. Many connections need several addresses, for an address has some 28,000 ports. */
    private @Nullable InetSocketAddress source(int index) {
        if (devices.size() < FEW_CONNECTIONS
                || !plan.target().address().getAddress().isLoopbackAddress()) {
            return null;
        }
        try {
            byte[] address = {127, 0, 0, (byte) (2 + index % SOURCE_ADDRESSES)};
            return new InetSocketAddress(InetAddress.getByAddress(address), 0);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    /** One thread's share. */
    private final class Worker {
        private final int number;
        private final Loop loop;
        private final Recorder recorder = new Recorder();
        private final List<Connection> connections = new ArrayList<>();
        private final List<Integer> indexes = new ArrayList<>();
        private volatile boolean drained;

        Worker(int number) {
            this.number = number;
            int tick = plan.rate() > 0 ? 1 : 10;
            long rest = plan.rate() > 0 ? 0 : SATURATION_REST_NANOS;
            int connectRate = Math.max(1, plan.connectRate() / plan.threads());
            this.loop = new Loop(new Loop.Tuning(tick, rest, KEEP_ALIVE_SECONDS * 500_000_000L, connectRate));
        }

        void add(int index) {
            Connection connection = connection(index);
            connections.add(connection);
            indexes.add(index);
            loop.add(connection);
        }

        private Connection connection(int index) {
            Device device = devices.get(index);
            InetSocketAddress address = plan.target().address();
            StreamConnection.Endpoints endpoints = new StreamConnection.Endpoints(source(index), address);
            return switch (plan.target().protocol()) {
                case MQTT -> new StreamConnection(loop, new MqttWire(device, KEEP_ALIVE_SECONDS), endpoints);
                case HTTP -> new StreamConnection(loop, new HttpWire(device), endpoints);
                case COAP -> new DatagramConnection(loop, new CoapWire(device, false), address, plan.window(), null);
                case COAPS ->
                    new DatagramConnection(
                            loop, new CoapWire(device, true), address, plan.window(), new DtlsClient(device));
            };
        }

        void start(long start, long from, long end) {
            recorder.measure(from, end);
            for (int i = 0; i < connections.size(); i++) {
                Connection connection = connections.get(i);
                Pace pace = pace(indexes.get(i), start, end);
                Message message =
                        new Message(connection.wire.frame(plan.payload().template()), plan.payload(), Times.live(), 1);
                connection.start(List.of(new Flow(message, pace, recorder, new Flow.Slots(1, plan.window()))));
            }
        }

        boolean isDrained() {
            loop.begin(() -> drained =
                    connections.stream().mapToInt(Connection::inFlight).sum() == 0);
            return drained;
        }

        /** At a fixed rate the connections take turns. */
        private Pace pace(int index, long start, long end) {
            if (plan.rate() == 0) {
                return Pace.closedLoop(start, end);
            }
            double between = 1e9 / plan.rate();
            return Pace.fixedRate(start + Math.round(index * between), Math.round(between * devices.size()), end);
        }
    }
}
