package org.kenh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.kenh.bench.load.Device;

/** Registered devices and their secrets, a line each, so that a run can be repeated. */
final class DeviceFile {
    private static final int REGISTERING_THREADS = 4;
    private static final int SAVED_AT_ONCE = 500;

    private final Path file;

    DeviceFile(Path file) {
        this.file = file;
    }

    /** Devices that no server knows, for a broker that lets everyone in. */
    static List<Device> unregistered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Device("bench-" + i, "any"))
                .toList();
    }

    /** The first {@code count} devices of the file; what is missing is registered and added to it. */
    List<Device> atLeast(int count, Supplier<ServerApi> server) throws IOException {
        List<Device> devices = new ArrayList<>(read());
        if (devices.size() < count) {
            ServerApi api = server.get();
            api.makeSite();
            while (devices.size() < count) {
                List<Device> made = register(Math.min(SAVED_AT_ONCE, count - devices.size()), api);
                append(made);
                devices.addAll(made);
            }
        }
        return devices.subList(0, count);
    }

    private List<Device> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .map(line -> line.split(" ", 2))
                .map(words -> new Device(words[0], words[1]))
                .toList();
    }

    private void append(List<Device> made) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        List<String> lines =
                made.stream().map(device -> device.id() + " " + device.secret()).toList();
        Files.write(file, lines, StandardOpenOption.APPEND);
    }

    private static List<Device> register(int count, ServerApi api) {
        String run = Long.toString(System.nanoTime(), 36);
        try (ExecutorService threads = Executors.newFixedThreadPool(REGISTERING_THREADS)) {
            List<Future<Device>> answers = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(() -> api.makeDevice("bench-" + run + "-" + i)))
                    .toList();
            List<Device> made = new ArrayList<>();
            for (Future<Device> answer : answers) {
                made.add(answer.get());
            }
            return made;
        } catch (ExecutionException failure) {
            throw new IllegalStateException("cannot register devices", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while registering devices", interrupted);
        }
    }
}
