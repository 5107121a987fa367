package org.kenh.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.Ending.Wish;
import org.kenh.edge.agent.AgentConfig;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.life.ConfigCommand;
import org.kenh.edge.life.RemoteConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code agent run SITE.yaml}: one device, by its own file or the one that the centre sent. */
@Command(name = "run", description = "Chạy một thiết bị / runs one device")
final class RunCommand implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Parameters(paramLabel = "SITE.yaml")
    private Path file = Path.of("site.yaml");

    @Override
    public void run() {
        AgentConfig board = AgentConfig.read(file);
        RemoteConfiguration remote = new RemoteConfiguration(directory(board), hash());
        Ending ending = Ending.ofThisThread();
        while (live(board, remote, ending) == Wish.RESTART) {
            LOG.info("Begins anew");
        }
    }

    /** Works by the present file until told otherwise; one of the centre that does not even start is given up. */
    private static Wish live(AgentConfig board, RemoteConfiguration remote, Ending ending) {
        AgentConfig config = chosen(board, remote);
        try (Site site = Site.open(config, board, remote, ending::restart)) {
            site.start();
            return ending.next();
        } catch (RuntimeException e) {
            if (remote.giveUp(String.valueOf(e.getMessage()))) {
                return Wish.RESTART;
            }
            throw e;
        }
    }

    private static AgentConfig chosen(AgentConfig board, RemoteConfiguration remote) {
        if (!board.life().remote().enabled()) {
            return board;
        }
        // Checked inside: a file that is chosen can be read.
        return remote.choose(text -> AgentConfig.ofCentre(text, board))
                .map(text -> AgentConfig.ofCentre(text, board))
                .orElse(board);
    }

    private Path directory(AgentConfig board) {
        return board.life()
                .remote()
                .directory()
                .or(() -> Optional.ofNullable(System.getenv("STATE_DIRECTORY")).map(state -> Path.of(state, "config")))
                .orElseGet(() -> file.toAbsolutePath().resolveSibling("config"));
    }

    private String hash() {
        try {
            return ConfigCommand.hash(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": " + e.getMessage()));
        }
    }
}
