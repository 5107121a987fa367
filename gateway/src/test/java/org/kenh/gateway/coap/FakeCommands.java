package org.kenh.gateway.coap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.gateway.intake.Receipt;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;

/** Commands in memory. */
final class FakeCommands implements CommandQueue {
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final List<CommandAnswer> answers = new CopyOnWriteArrayList<>();
    private final List<Consumer<DeviceId>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean forgetful;
    private volatile boolean away;
    private final AtomicInteger failures = new AtomicInteger();

    void queue(String device, String id) {
        queue(device, id, "{}");
    }

    void queue(String device, String id, String args) {
        Instant now = Instant.now();
        Command command = new Command(id, "pump.start", args, now, now.plus(Duration.ofMinutes(5)));
        waiting.add(new Waiting(DeviceId.of(device), command));
        listeners.forEach(listener -> listener.accept(DeviceId.of(device)));
    }

    /** Deliveries are noted but not stored, as when the store is away. */
    void forgetDeliveries() {
        forgetful = true;
    }

    /** Fails from here on. */
    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /** How often something was asked in vain. */
    int failures() {
        return failures.get();
    }

    List<String> delivered() {
        return delivered;
    }

    List<CommandAnswer> answers() {
        return answers;
    }

    @Override
    public List<Command> waiting(DeviceId device, Instant now) {
        requireStore();
        return waiting.stream()
                .filter(one -> one.device().equals(device))
                .map(Waiting::command)
                .toList();
    }

    @Override
    public void delivered(DeviceId device, String commandId, Instant at) {
        requireStore();
        delivered.add(commandId);
        if (!forgetful) {
            waiting.removeIf(one -> one.command().id().equals(commandId));
        }
    }

    @Override
    public CompletionStage<Receipt> answered(DeviceId device, CommandAnswer answer, Instant at) {
        answers.add(answer);
        return CompletableFuture.completedFuture(Receipt.COMMITTED);
    }

    @Override
    public Registration onWaiting(Consumer<DeviceId> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void requireStore() {
        if (away) {
            failures.incrementAndGet();
            throw new IllegalStateException("store away");
        }
    }

    private record Waiting(DeviceId device, Command command) {}
}
