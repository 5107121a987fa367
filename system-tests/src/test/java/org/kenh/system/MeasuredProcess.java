package org.kenh.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A device's program under measurement, from its start to its end. Used by one thread. */
final class MeasuredProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final String name;
    private final Api.Device device;
    private final Path folder;
    private final Process process;
    private final long started;
    private double secondsToFirst;
    private double cpuSecondsToFirst;

    private MeasuredProcess(Place place, ProcessBuilder builder) throws IOException {
        this.name = place.name();
        this.device = place.device();
        this.folder = place.folder();
        this.started = System.nanoTime();
        this.process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts it and waits until the centre has a reading of it. */
    static MeasuredProcess start(Api api, Place place, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(place.folder().resolve("log").toFile());
        builder.environment().putAll(environment);
        Instant now = Instant.now();
        try {
            MeasuredProcess measured = new MeasuredProcess(place, builder);
            measured.awaitFirst(api, now.minusSeconds(1));
            return measured;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + command, failure);
        }
    }

    String name() {
        return name;
    }

    Api.Device device() {
        return device;
    }

    /** From the start of the process until its first reading was stored, which is when it is acknowledged. */
    double secondsToFirst() {
        return secondsToFirst;
    }

    /** Of processor time, which tells more than the clock where other programs are at work. */
    double cpuSecondsToFirst() {
        return cpuSecondsToFirst;
    }

    double secondsRunning() {
        return (System.nanoTime() - started) / 1e9;
    }

    ProcessFigures look() {
        return ProcessFigures.of(process.pid());
    }

    /** In the files of its own folder, its journal above all. */
    long folderBytes() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        } catch (IOException | UncheckedIOException failure) {
            throw new AssertionError("cannot look into " + folder, failure);
        }
    }

    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends it, as systemd does, and waits; does nothing when it has ended. */
    void stop() {
        process.destroy();
        Await.until("the " + name + " ends: " + folder, PATIENCE, () -> !process.isAlive());
    }

    private void awaitFirst(Api api, Instant since) {
        String path = "/readings?device=" + device.id() + "&series=meter/p0&from=" + since + "&to=2099-01-01T00:00:00Z";
        while (!isShown(api, path)) {
            if (secondsRunning() > PATIENCE.toSeconds() || !process.isAlive()) {
                process.destroyForcibly();
                throw new AssertionError("no reading of the " + name + "; it said: " + log());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        secondsToFirst = secondsRunning();
        cpuSecondsToFirst = look().cpuSeconds();
    }

    private static boolean isShown(Api api, String path) {
        HttpResponse<String> answer = api.send("GET", path, Map.of());
        return answer.statusCode() == 200 && !Api.parse(answer.body()).isEmpty();
    }

    /**
     * What a process runs for and where.
     *
     * @param name for people
     * @param device in whose name
     * @param folder of its own, for all that it writes
     */
    record Place(String name, Api.Device device, Path folder) {}
}
