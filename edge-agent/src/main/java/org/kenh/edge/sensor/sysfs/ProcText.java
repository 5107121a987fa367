package org.kenh.edge.sensor.sysfs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the texts that the Linux kernel shows under {@code /proc}; lines that are not understood are left out. */
final class ProcText {
    /** What a DS18B20 says before it has measured. */
    private static final double POWER_ON_THOUSANDTHS = 85_000;

    private ProcText() {}

    /** Load over 1 minute, of {@code /proc/loadavg}: runnable tasks. */
    static OptionalDouble load(String loadavg) {
        return number(loadavg.split(" ", 2)[0]);
    }

    /** Seconds since the machine started, of {@code /proc/uptime}. */
    static OptionalDouble uptime(String uptime) {
        return number(uptime.split(" ", 2)[0]);
    }

    /** One line of {@code /proc/meminfo} in bytes, for example {@code MemTotal}. */
    static OptionalLong memory(String meminfo, String key) {
        for (String line : meminfo.lines().toList()) {
            if (line.startsWith(key + ":")) {
                OptionalDouble kib = number(line.substring(key.length() + 1).replace("kB", ""));
                return kib.isPresent() ? OptionalLong.of(Math.round(kib.getAsDouble() * 1024)) : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    /** Time of all processors since the start, of the first line of {@code /proc/stat}, in ticks. */
    static Ticks processor(String stat) {
        String[] fields = stat.split("\n", 2)[0].trim().split("\\s+", -1);
        long total = 0;
        long idle = 0;
        for (int i = 1; i < fields.length && i <= 8; i++) {
            long ticks = Math.round(number(fields[i]).orElse(0));
            total += ticks;
            // Fields 4 and 5 are "idle" and "waiting for input or output".
            idle += i == 4 || i == 5 ? ticks : 0;
        }
        return new Ticks(total - idle, total);
    }

    /** Bytes per interface of {@code /proc/net/dev}, the loopback left out. */
    static Map<String, Traffic> network(String dev) {
        Map<String, Traffic> interfaces = new LinkedHashMap<>();
        for (String line : dev.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String name = line.substring(0, colon).trim();
            String[] counters = line.substring(colon + 1).trim().split("\\s+", -1);
            if (!name.equals("lo") && counters.length >= 9) {
                interfaces.put(
                        name,
                        new Traffic(
                                number(counters[0]).orElse(0),
                                number(counters[8]).orElse(0)));
            }
        }
        return interfaces;
    }

    /** Degrees of a DS18B20, of its file {@code w1_slave}: a line that ends in YES, and one with {@code t=21062}. */
    static OptionalDouble oneWire(String slave) {
        int at = slave.indexOf("t=");
        if (at < 0 || !slave.split("\n", 2)[0].trim().endsWith("YES")) {
            return OptionalDouble.empty();
        }
        OptionalDouble thousandths = number(slave.substring(at + 2));
        return thousandths.isPresent() && thousandths.getAsDouble() != POWER_ON_THOUSANDTHS
                ? OptionalDouble.of(thousandths.getAsDouble() / 1000)
                : OptionalDouble.empty();
    }

    static OptionalDouble number(String text) {
        try {
            double value = Double.parseDouble(text.trim());
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Processor time, in ticks since the start. */
    record Ticks(long busy, long total) {}

    /** Bytes since the start. */
    record Traffic(double received, double sent) {}
}
