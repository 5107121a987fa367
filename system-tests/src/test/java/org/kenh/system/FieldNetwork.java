package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A narrow link between two networks of our own: the one of this process, where the centre is, and one with the name
 * {@code field}. Only for a process that {@link Isolation} started.
 */
final class FieldNetwork implements AutoCloseable {
    static final String CENTRE = "10.77.0.1";

    private static final String FIELD = "10.77.0.2";
    private static final int RECEIVED = 1;
    private static final int SENT = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** What a command begins with that is run in the field. */
    static final List<String> INSIDE = List.of("ip", "netns", "exec", "field");

    private FieldNetwork() {}

    /** A link of so many megabits per second each way that loses so many percent of its packets each way. */
    static FieldNetwork open(int megabits, int lossPercent) {
        require(Tool.of("ip", "netns", "add", "field"));
        require(Tool.of("ip", "link", "add", "centre0", "type", "veth", "peer", "name", "field0", "netns", "field"));
        require(Tool.of("ip", "addr", "add", CENTRE + "/24", "dev", "centre0"));
        require(Tool.of("ip", "link", "set", "centre0", "up"));
        inside("ip", "addr", "add", FIELD + "/24", "dev", "field0");
        inside("ip", "link", "set", "field0", "up");
        inside("ip", "link", "set", "lo", "up");
        String[] shape = {"root", "tbf", "rate", megabits + "mbit", "burst", "32k", "latency", "400ms"};
        require(Tool.of("tc", "qdisc", "add", "dev", "centre0").with(shape));
        require(Tool.of(INSIDE).with("tc", "qdisc", "add", "dev", "field0").with(shape));
        for (List<String> place : List.of(List.<String>of(), INSIDE)) {
            filter(place, "add", "table", "inet", "link");
            filter(place, "add", "chain", "inet", "link", "loss", "{ type filter hook input priority 0; }");
            filter(place, "add", "chain", "inet", "link", "cut", "{ type filter hook input priority -1; }");
            filter(
                    place,
                    "add",
                    "rule",
                    "inet",
                    "link",
                    "loss",
                    "ip",
                    "protocol",
                    "tcp",
                    "ip",
                    "saddr",
                    "10.77.0.0/24",
                    "numgen",
                    "random",
                    "mod",
                    "100",
                    "<",
                    Integer.toString(lossPercent),
                    "drop");
        }
        return new FieldNetwork();
    }

    /** From now on nothing gets through, and nobody is told. */
    void cut() {
        for (List<String> place : List.of(List.<String>of(), INSIDE)) {
            filter(place, "add", "rule", "inet", "link", "cut", "ip", "saddr", "10.77.0.0/24", "drop");
        }
    }

    void restore() {
        for (List<String> place : List.of(List.<String>of(), INSIDE)) {
            filter(place, "flush", "chain", "inet", "link", "cut");
        }
    }

    /** Bytes from the field to the centre so far, headers included. */
    long bytesUp() {
        return statistic(RECEIVED);
    }

    /** Bytes from the centre to the field so far. */
    long bytesDown() {
        return statistic(SENT);
    }

    @Override
    public void close() {
        require(Tool.of("ip", "netns", "del", "field"));
    }

    /** By the kernel's table, because /sys shows the network in which it was mounted. */
    private static long statistic(int column) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/net/dev"))) {
                String[] words = line.strip().split("[:\\s]+", -1);
                if (words[0].equals("centre0")) {
                    return Long.parseLong(words[column]);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        throw new IllegalStateException("there is no centre0");
    }

    private static void inside(String... command) {
        require(Tool.of(INSIDE).with(command));
    }

    private static void filter(List<String> place, String... rule) {
        Tool tool = place.isEmpty() ? Tool.of("nft") : Tool.of(place).with("nft");
        require(tool.with(rule));
    }

    private static void require(Tool tool) {
        Tool.Result result = tool.run(PATIENCE);
        if (result.exitCode() != 0) {
            throw new IllegalStateException("the network refused: " + result.output());
        }
    }
}
