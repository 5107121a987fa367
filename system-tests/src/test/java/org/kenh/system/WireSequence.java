package org.kenh.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What a client sends, what comes back, and whether the server then closes the connection.
 *
 * @param connected whether a CONNECT of this protocol level goes first
 */
record WireSequence(String name, int level, boolean connected, boolean closes, List<Step> steps) {
    private static final String RESOURCE = "/mqtt-sequences/sequences.txt";

    WireSequence {
        steps = List.copyOf(steps);
    }

    /** Bytes one way or the other. */
    @SuppressWarnings("ArrayRecordComponent") // sent or looked at, never compared as a record
    record Step(boolean sent, byte[] bytes) {}

    /** All that are kept as a resource. */
    static List<WireSequence> all() {
        List<WireSequence> sequences = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        String head = "";
        for (String line : lines()) {
            if (line.startsWith("> ") || line.startsWith("< ")) {
                steps.add(new Step(line.startsWith(">"), bytes(line.substring(2))));
            } else {
                add(sequences, head, steps);
                head = line;
                steps.clear();
            }
        }
        add(sequences, head, steps);
        return sequences;
    }

    private static void add(List<WireSequence> sequences, String head, List<Step> steps) {
        if (!head.isEmpty()) {
            String[] words = head.split(" ", 4);
            sequences.add(new WireSequence(
                    words[3],
                    Integer.parseInt(words[1]),
                    words[2].equals("connected"),
                    words[0].equals("closes"),
                    steps));
        }
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(WireSequence.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What the tokens mean is said at the top of the resource. */
    static byte[] bytes(String tokens) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String token : tokens.split(" ", -1)) {
            String rest = token.substring(1);
            switch (token.charAt(0)) {
                case 'i' -> number(out, Long.parseLong(rest), 1);
                case 'H', 'k', 'm', 's' -> number(out, Long.parseLong(rest), 2);
                case 'L' -> number(out, Long.parseLong(rest), 4);
                case 'v', 'r' -> variable(out, Long.parseLong(rest));
                case '\'' -> out.writeBytes(rest.substring(0, rest.length() - 1).getBytes(StandardCharsets.UTF_8));
                default -> out.writeBytes(HexFormat.of().parseHex(token));
            }
        }
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >> (8 * i)));
        }
    }

    private static void variable(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 127) {
            out.write((int) (rest & 127) | 128);
            rest >>= 7;
        }
        out.write((int) rest);
    }
}
