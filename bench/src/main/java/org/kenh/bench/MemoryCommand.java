package org.kenh.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the memory of a running {@code ./run}, by part. */
@Command(name = "memory", description = "Memory of the parts of a running ./run, from /proc/PID/smaps_rollup.")
final class MemoryCommand implements Callable<Integer> {
    private static final Map<String, String> PARTS = parts();

    @Option(names = "--data", defaultValue = "data", description = "the data directory of ./run (default: data)")
    private @Nullable Path data;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (data == null || spec == null) {
            throw new IllegalStateException("picocli sets the fields before it calls");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("| part | processes | RSS MiB | PSS MiB |");
        out.println("|---|---|---|---|");
        ProcessMemory total = new ProcessMemory(0, 0, 0);
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            Path file = data.resolve(part.getValue());
            if (Files.exists(file)) {
                ProcessMemory memory = ProcessMemory.ofTree(pid(file));
                total = total.plus(memory);
                out.println(row(part.getKey(), memory));
            }
        }
        out.println(row("all", total));
        out.flush();
        return total.processes() == 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private static long pid(Path file) throws IOException {
        return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    }

    private static String row(String name, ProcessMemory memory) {
        return "| %s | %d | %d | %d |"
                .formatted(name, memory.processes(), memory.residentKiB() / 1024, memory.proportionalKiB() / 1024);
    }

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("server", "run/server.pid");
        parts.put("database", "postgres/postgres/postmaster.pid");
        parts.put("fleet", "run/fleet.pid");
        parts.put("one agent", "run/host-agent.pid");
        return parts;
    }
}
