package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says of a process under {@code /proc}.
 *
 * @param resident KiB in memory, with what it shares with others
 * @param mostResident the highest value of that since its start
 * @param anonymous KiB of the resident ones that are no file's
 * @param threads now
 * @param cpuSeconds in user and kernel mode since its start, with those of its children that have ended
 * @param written bytes that it made the kernel write to storage since its start
 */
record ProcessFigures(long resident, long mostResident, long anonymous, long threads, double cpuSeconds, long written) {
    /** USER_HZ, which is 100 on every architecture of Linux that Debian has. */
    private static final double TICKS_A_SECOND = 100;

    static ProcessFigures of(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        return new ProcessFigures(
                number(folder, "status", "VmRSS:"),
                number(folder, "status", "VmHWM:"),
                number(folder, "status", "RssAnon:"),
                number(folder, "status", "Threads:"),
                cpuSeconds(folder),
                number(folder, "io", "write_bytes:"));
    }

    private static long number(Path folder, String file, String key) {
        return read(folder.resolve(file))
                .lines()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + key + " in " + folder.resolve(file)));
    }

    private static double cpuSeconds(Path folder) {
        String stat = read(folder.resolve("stat"));
        // The program's name, in parentheses, may hold blanks; utime, stime, cutime and cstime come 12th to 15th after
        // it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_A_SECOND;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }
}
