package org.kenh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processor time of processes as Linux accounts it. */
final class ProcessTime {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_AFTER_NAME = 11;

    private ProcessTime() {}

    /**
     * Seconds that the process and its descendants have used so far, those of ended children included. A descendant that
     * ends is counted by its parent, so differences of two calls are true as long as the process itself lives.
     */
    static double secondsOfTree(long pid) {
        return ProcessHandle.of(pid)
                .map(root -> Stream.concat(Stream.of(root), root.descendants()))
                .orElseGet(Stream::empty)
                .mapToDouble(process -> seconds(process.pid()))
                .sum();
    }

    /** Of one process without its descendants; 0 when it has ended. */
    static double secondsOf(long pid) {
        return seconds(pid);
    }

    /**
     * Of the thread with this name, of which Linux knows 15 characters; 0 when there is none. What ended children of the
     * process have used is in it, so only differences say something.
     */
    static double secondsOfThread(long pid, String name) {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return threads.filter(thread -> read(thread.resolve("comm")).strip().equals(name))
                    .mapToDouble(thread -> seconds(thread.resolve("stat")))
                    .sum();
        } catch (IOException ended) {
            return 0;
        }
    }

    /** Own and waited-for children's user and system time out of the text of {@code /proc/PID/stat}. */
    static double parse(String stat) {
        // The name stands in parentheses and may contain anything, spaces and parentheses included.
        List<String> fields =
                List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" "));
        long ticks = fields.subList(USER_AFTER_NAME, USER_AFTER_NAME + 4).stream()
                .mapToLong(Long::parseLong)
                .sum();
        return ticks / TICKS_PER_SECOND;
    }

    private static double seconds(long pid) {
        return seconds(Path.of("/proc/" + pid + "/stat"));
    }

    private static double seconds(Path file) {
        String stat = read(file);
        return stat.isEmpty() ? 0 : parse(stat);
    }

    /** Empty when who is meant has ended. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ended) {
            return "";
        }
    }
}
