package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.kenh.system.Api.Device;

/**
 * The packaged agent of a loudspeaker cluster as a process of its own, with the memory that it has in the field. It reads texts out
 * as the example of its documentation does, sounds them in a {@link VillageSquare}, and listens there.
 */
final class SpeakerAgent implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Path folder;
    private final VillageSquare square;
    private final Process process;

    private SpeakerAgent(Path folder, VillageSquare square, Process process) {
        this.folder = folder;
        this.square = square;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    static SpeakerAgent start(ServerProcess server, Device device) {
        Path folder = ServerProcess.newFolder(device.id());
        VillageSquare square = VillageSquare.in(folder);
        try {
            Path site = Files.writeString(folder.resolve("site.yaml"), siteFile(server, device, square));
            List<String> command =
                    new ArrayList<>(FootprintScene.machine(Path.of(System.getProperty("java.home"), "bin", "java")));
            command.addAll(List.of("-jar", Installation.agentJar().toString(), "run", site.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            Files.createDirectories(Installation.target().resolve("servers"))
                                    .resolve(device.id() + ".log")
                                    .toFile())
                    .start();
            return new SpeakerAgent(folder, square, process);
        } catch (IOException failure) {
            square.close();
            throw new UncheckedIOException("cannot start the agent of " + device.id(), failure);
        }
    }

    VillageSquare square() {
        return square;
    }

    @Override
    public void close() {
        process.destroy();
        Await.until("the agent in " + folder + " ends", STOP, () -> !process.isAlive());
        square.close();
    }

    private static String siteFile(ServerProcess server, Device device, VillageSquare square) throws IOException {
        Path folder = square.microphone().getParent();
        return """
                device: %s
                secret: "%s"
                interval: 5
                journal: {directory: %s/journal, sync: PT0.2S}
                clock: {battery: true}
                uplinks: [{kind: mqtts, hosts: [localhost], port: %d, authority: %s}]
                reconnect: {spread: PT0.1S}
                drivers:
                  - {name: micro, type: sound, file: %s, rate: 16000, interval: PT5S}
                loudspeaker:
                  directory: %s/loudspeaker
                  microphone: micro
                  actions:
                    play: {command: [sh, -c, 'exec sox -q "$0" -t raw -r 16000 -e signed -b 16 -c 1 - > %s', $value]}
                    %s
                """.formatted(
                        device.id(),
                        device.secret(),
                        folder,
                        server.ports().mqtts(),
                        server.certificate(),
                        square.microphone(),
                        folder,
                        square.amplifier(),
                        speaking());
    }

    /** Word by word as people find it. */
    private static String speaking() throws IOException {
        Path example = Installation.root().resolve("edge-agent/src/dist/examples/loudspeaker.yaml");
        return Files.readAllLines(example).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("speak:"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the example does not speak: " + example));
    }
}
