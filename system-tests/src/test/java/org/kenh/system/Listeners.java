package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** On which addresses this machine listens, as the kernel tells it in {@code /proc/net}. */
final class Listeners {
    private static final String TCP_LISTEN = "0A";
    private static final String UDP_BOUND = "07";
    private static final String LOOPBACK_4 = "0100007F";
    private static final String LOOPBACK_6 = "00000000000000000000000001000000";
    private static final String LOOPBACK_4_IN_6 = "0000000000000000FFFF00000100007F";

    private Listeners() {}

    static List<String> tcp(int port) {
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> read(table, TCP_LISTEN, port))
                .toList();
    }

    static List<String> udp(int port) {
        return Stream.of("udp", "udp6")
                .flatMap(table -> read(table, UDP_BOUND, port))
                .toList();
    }

    static boolean isLoopback(String address) {
        return List.of(LOOPBACK_4, LOOPBACK_6, LOOPBACK_4_IN_6).contains(address);
    }

    private static Stream<String> read(String table, String state, int port) {
        String ending = String.format(Locale.ROOT, ":%04X", port);
        try {
            return Files.readAllLines(Path.of("/proc/net", table)).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+", 5))
                    .filter(columns -> columns[1].endsWith(ending) && columns[3].equals(state))
                    .map(columns -> columns[1].substring(0, columns[1].length() - ending.length()))
                    .toList()
                    .stream();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read /proc/net/" + table, failure);
        }
    }
}
