package org.kenh.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Devices that ask for commands and may wait for them; one poll per device, the newest. Safe for any thread. */
final class CommandPolls {
    private static final Logger LOG = LoggerFactory.getLogger(CommandPolls.class);

    private final Vertx vertx;
    private final DeviceHttpConfig config;
    private final Source source;
    private final ConcurrentHashMap<DeviceId, CommandPoll> polls = new ConcurrentHashMap<>();

    CommandPolls(Vertx vertx, DeviceHttpConfig config, Source source) {
        this.vertx = vertx;
        this.config = config;
        this.source = source;
    }

    void poll(RoutingContext call, DeviceId device) {
        String asked = call.request().getParam("wait");
        Optional<Duration> wait = asked == null ? Optional.of(Duration.ZERO) : seconds(asked);
        if (wait.isEmpty()) {
            Problem.of(400, "Not a time", "wait must be a number of seconds").send(call);
            return;
        }
        Duration bounded = wait.get().compareTo(config.longestWait()) > 0 ? config.longestWait() : wait.get();
        CommandPoll poll = new CommandPoll(vertx.getOrCreateContext(), call, device, source);
        CommandPoll older = polls.put(device, poll);
        if (older != null) {
            older.giveUp();
        }
        poll.whenOver(() -> polls.remove(device, poll));
        poll.begin(vertx, bounded);
    }

    void stop() {
        polls.values().forEach(CommandPoll::giveUp);
    }

    private static Optional<Duration> seconds(String text) {
        try {
            int seconds = Integer.parseInt(text);
            return seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        } catch (NumberFormatException odd) {
            return Optional.empty();
        }
    }

    /** Where commands come from. Remembers which ones were written and are being recorded, so that none goes twice. */
    static final class Source {
        private final HttpPorts ports;
        private final Executor blocking;
        private final Set<Written> written = ConcurrentHashMap.newKeySet();

        Source(HttpPorts ports, Executor blocking) {
            this.ports = ports;
            this.blocking = blocking;
        }

        HttpPorts ports() {
            return ports;
        }

        Executor blocking() {
            return blocking;
        }

        /** Blocks. */
        List<Command> waiting(DeviceId device) {
            try {
                return ports.commands().waiting(device, ports.clock().instant());
            } catch (RuntimeException failure) {
                LOG.warn("the commands for {} cannot be read", device, failure);
                return List.of();
            }
        }

        /** Whether nobody else is sending this command. */
        boolean claim(DeviceId device, Command command) {
            return !command.isExpired(ports.clock().instant()) && written.add(new Written(device, command.id()));
        }

        void release(DeviceId device, List<Command> commands) {
            commands.forEach(command -> written.remove(new Written(device, command.id())));
        }

        /** The answer was written. */
        void delivered(DeviceId device, List<Command> commands) {
            blocking.execute(() -> {
                try {
                    commands.forEach(command -> ports.commands()
                            .delivered(device, command.id(), ports.clock().instant()));
                } catch (RuntimeException failure) {
                    LOG.warn("commands for {} were delivered, but that could not be recorded", device, failure);
                } finally {
                    release(device, commands);
                }
            });
        }

        private record Written(DeviceId device, String commandId) {}
    }
}
