package org.kenh.edge;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.kenh.edge.agent.Agent;
import org.kenh.edge.agent.AgentConfig;
import org.kenh.edge.agent.Profile;
import org.kenh.edge.control.AgentCommands;
import org.kenh.edge.journal.MemoryJournal;
import org.kenh.edge.sensor.sysfs.HostSensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code agent run SITE.yaml}: one device that measures this machine. */
@Command(name = "run", description = "Chạy một thiết bị / runs one device")
final class RunCommand implements Runnable {
    private static final Path ROOT = Path.of("/");

    @Parameters(paramLabel = "SITE.yaml")
    private Path file = Path.of("site.yaml");

    @Override
    public void run() {
        AgentConfig config = AgentConfig.read(file);
        try (Workers workers = new Workers(2);
                Agent agent = agent(config, workers)) {
            agent.start();
            Clock clock = Clock.systemUTC();
            workers.every(config.interval(), config.interval(), () -> agent.sample(clock.instant()));
            agent.sample(clock.instant());
            Ending.await();
        }
    }

    private static Agent agent(AgentConfig config, Workers workers) {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        Profile profile = new Profile(
                config.device().value(),
                "Kênh agent, " + platform,
                Main.VERSION,
                config.interval(),
                config.encoding(),
                List.of(new HostSensor(ROOT, config.host())),
                List.of(new AgentCommands("Kênh agent " + Main.VERSION + ", " + platform + ", Java "
                        + System.getProperty("java.version"))),
                true);
        return new Agent(
                profile,
                UplinkOpening.open(config.device(), config.secret(), config.uplinks(), workers),
                new MemoryJournal(config.maxPendingBytes()),
                Clock.systemUTC(),
                workers);
    }
}
