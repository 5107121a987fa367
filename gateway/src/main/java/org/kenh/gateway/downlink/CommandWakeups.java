package org.kenh.gateway.downlink;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kenh.telemetry.DeviceId;

/** Passes the queue's one wake-up on to whoever serves that device now. Safe for any thread. */
public final class CommandWakeups implements AutoCloseable {
    private final ConcurrentHashMap<DeviceId, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final CommandQueue.Registration registration;

    @SuppressWarnings("this-escape") // the map that wake uses is there already
    public CommandWakeups(CommandQueue queue) {
        registration = queue.onWaiting(this::wake);
    }

    /** Runs the action, which must not block, on any thread whenever the device may have a new command. */
    public CommandQueue.Registration listen(DeviceId device, Runnable action) {
        listeners.compute(device, (id, actions) -> {
            List<Runnable> all = actions == null ? new CopyOnWriteArrayList<>() : actions;
            all.add(action);
            return all;
        });
        return () -> listeners.computeIfPresent(device, (id, actions) -> {
            actions.remove(action);
            return actions.isEmpty() ? null : actions;
        });
    }

    @Override
    public void close() {
        registration.close();
    }

    private void wake(DeviceId device) {
        listeners.getOrDefault(device, List.of()).forEach(Runnable::run);
    }
}
