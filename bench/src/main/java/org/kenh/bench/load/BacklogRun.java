package org.kenh.bench.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A replay of a {@link BacklogPlan}: begins at once; {@link #close} ends it. */
public final class BacklogRun implements AutoCloseable {
    private static final long MILLIS_PER_MINUTE = 60_000;
    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int TICK_MILLIS = 5;
    private static final int LIVE_WINDOW = 8;

    private final BacklogPlan plan;
    private final long packs;
    private final Loop loop;
    private final Recorder live = new Recorder();
    private final Recorder backlog = new Recorder();
    private final Thread thread;
    private final long started = System.nanoTime();

    /**
     * How far it is.
     *
     * @param live the live samples, with the time from the intended sending to the acknowledgement
     * @param backlog the packs, with the time from the sending to the acknowledgement
     * @param connections failures of connections
     */
    public record Progress(FlowResult live, FlowResult backlog, FlowResult connections) {}

    private BacklogRun(BacklogPlan plan, List<Device> devices) {
        this.plan = plan;
        this.packs = (long) plan.packs() * devices.size();
        int connectRate =
                Math.max(1, (int) Math.ceil(devices.size() / (plan.connectTime().toMillis() / 1000.0)));
        this.loop = new Loop(new Loop.Tuning(TICK_MILLIS, 0, KEEP_ALIVE_SECONDS * 500_000_000L, connectRate));
        live.measure(started, Long.MAX_VALUE);
        backlog.measure(started, Long.MAX_VALUE);
        for (int i = 0; i < devices.size(); i++) {
            loop.add(connection(devices.get(i), started + i * 1_000_000_000L / connectRate));
        }
        this.thread = Thread.ofPlatform().daemon().name("backlog").start(loop);
    }

    /** The devices begin to come. */
    public static BacklogRun start(BacklogPlan plan, List<Device> devices) {
        return new BacklogRun(plan, devices);
    }

    /** Whether every pack was acknowledged or has failed. */
    public boolean isDone(Progress progress) {
        return progress.backlog.acknowledged() + progress.backlog.failed() >= packs;
    }

    /** Packs of all devices together. */
    public long packs() {
        return packs;
    }

    /** A copy of the counters at this moment. */
    public Progress progress() {
        CompletableFuture<Progress> answer = new CompletableFuture<>();
        loop.begin(() -> {
            double seconds = (System.nanoTime() - started) / 1e9;
            answer.complete(new Progress(
                    FlowResult.sum(List.of(live.result(seconds))),
                    FlowResult.sum(List.of(backlog.result(seconds))),
                    FlowResult.sum(List.of(loop.recorder().result(seconds)))));
        });
        return answer.join();
    }

    @Override
    public void close() {
        loop.stop();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Connection connection(Device device, long firstLive) {
        Wire wire = new MqttWire(device, KEEP_ALIVE_SECONDS);
        Connection connection = new StreamConnection(
                loop, wire, new StreamConnection.Endpoints(null, plan.address().address()));
        connection.start(List.of(liveFlow(wire, firstLive), backlogFlow(wire)));
        return connection;
    }

    private Flow liveFlow(Wire wire, long first) {
        Payload payload = new Payload(1, plan.series());
        Message message = new Message(wire.frame(payload.template()), payload, Times.live(), 1);
        Pace pace = Pace.fixedRate(first, plan.liveInterval().toNanos(), Long.MAX_VALUE);
        return new Flow(message, pace, live, new Flow.Slots(1, LIVE_WINDOW));
    }

    private Flow backlogFlow(Wire wire) {
        Payload payload = new Payload(plan.packSamples(), plan.series());
        long packMillis = plan.packSamples() * MILLIS_PER_MINUTE;
        long minute = System.currentTimeMillis() / MILLIS_PER_MINUTE * MILLIS_PER_MINUTE;
        Times times = Times.series(minute - plan.packs() * packMillis, packMillis);
        Message message = new Message(wire.frame(payload.template()), payload, times, MILLIS_PER_MINUTE);
        return new Flow(message, Pace.count(plan.packs()), backlog, new Flow.Slots(LIVE_WINDOW + 1, plan.window()));
    }
}
