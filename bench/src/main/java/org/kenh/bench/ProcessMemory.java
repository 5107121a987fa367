package org.kenh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The memory of processes as Linux accounts it.
 *
 * @param processes how many were added up
 * @param residentKiB resident set: pages shared with other processes count in each
 * @param proportionalKiB proportional set: a shared page counts in equal parts, so sums are true
 */
record ProcessMemory(int processes, long residentKiB, long proportionalKiB) {
    private static final Path PROC = Path.of("/proc");

    /** The process and all its descendants. Processes that end meanwhile are left out. */
    static ProcessMemory ofTree(long pid) {
        Stream<ProcessHandle> tree = ProcessHandle.of(pid)
                .map(root -> Stream.concat(Stream.of(root), root.descendants()))
                .orElseGet(Stream::empty);
        return tree.map(process -> of(process.pid())).reduce(new ProcessMemory(0, 0, 0), ProcessMemory::plus);
    }

    /** The process alone; zero when it has ended. */
    static ProcessMemory ofProcess(long pid) {
        return of(pid);
    }

    ProcessMemory plus(ProcessMemory other) {
        return new ProcessMemory(
                processes + other.processes, residentKiB + other.residentKiB, proportionalKiB + other.proportionalKiB);
    }

    /** Reads the two figures out of the text of {@code smaps_rollup}; 0 for a line that is not there. */
    static ProcessMemory parse(List<String> rollup) {
        return new ProcessMemory(1, kibibytes(rollup, "Rss:"), kibibytes(rollup, "Pss:"));
    }

    private static ProcessMemory of(long pid) {
        try {
            return parse(Files.readAllLines(PROC.resolve(pid + "/smaps_rollup")));
        } catch (IOException ended) {
            return new ProcessMemory(0, 0, 0);
        }
    }

    private static long kibibytes(List<String> rollup, String label) {
        return rollup.stream()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
