package org.kenh.edge.life;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks through the program {@code systemd-notify}, which every Debian has: Java 17 cannot send to the datagram socket
 * itself. The unit therefore has {@code NotifyAccess=all}.
 */
public final class SystemdNotifier implements Watchdog.Notifier {
    private static final long PATIENCE_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(SystemdNotifier.class);

    private final String program;

    SystemdNotifier(String program) {
        this.program = program;
    }

    /** One that is silent when systemd did not start the agent. */
    public static Watchdog.Notifier of(Map<String, String> environment) {
        return environment.containsKey("NOTIFY_SOCKET") ? new SystemdNotifier("systemd-notify") : lines -> {};
    }

    @Override
    public void say(List<String> lines) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(lines);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                LOG.warn("systemd-notify did not end");
            }
        } catch (IOException e) {
            LOG.warn("Could not run systemd-notify: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
