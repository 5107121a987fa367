package org.kenh.edge.sensor.sdi12;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.kenh.edge.sensor.serial.SerialBus;
import org.kenh.edge.sensor.serial.SerialBus.Line;

/**
 * The dialogue with one probe, after SDI-12 1.4: a measurement is started ({@code aM!}, {@code aC!}), the probe says
 * after how many seconds it has how many values, and the values are fetched ({@code aD0!} to {@code aD9!}).
 */
final class Probe {
    private static final int LONGEST_LINE = 96;
    private static final int MOST_FETCHES = 10;
    private static final long NANOS = 1_000_000_000L;

    private final SerialBus bus;
    private final char address;
    private final String command;
    private final boolean crc;
    private final Duration timeout;
    private final Duration longestMeasurement;

    Probe(SerialBus bus, Sdi12Settings settings, Duration timeout) {
        this.bus = bus;
        this.address = settings.address();
        this.command = settings.command();
        this.crc = settings.crc();
        this.timeout = timeout;
        this.longestMeasurement = settings.longestMeasurement();
    }

    /** What the probe says it is. */
    String identify() throws IOException {
        return bus.converse(longestWait(), line -> ask(line, address + "I!"));
    }

    /** Measures and fetches all values. */
    double[] measure() throws IOException {
        String start = address + command.substring(0, 1) + (crc ? "C" : "") + command.substring(1) + "!";
        if (command.startsWith("C")) {
            // While the probe measures, others may be asked; it does not tell when it has finished.
            Announcement announced = bus.converse(longestWait(), line -> announcement(ask(line, start)));
            LockSupport.parkNanos(announced.seconds * NANOS);
            return bus.converse(longestWait(), line -> fetch(line, announced.values));
        }
        return bus.converse(longestWait(), line -> {
            Announcement announced = announcement(ask(line, start));
            awaitServiceRequest(line, announced.seconds);
            return fetch(line, announced.values);
        });
    }

    private Duration longestWait() {
        return longestMeasurement.plus(timeout.multipliedBy(2));
    }

    private Announcement announcement(String answer) throws IOException {
        String digits = answer.substring(1);
        if (!digits.matches("\\d{4,6}")) {
            throw new IOException("trả lời không hiểu được / answer is not understood: " + answer);
        }
        Announcement announced =
                new Announcement(Integer.parseInt(digits.substring(0, 3)), Integer.parseInt(digits.substring(3)));
        if (announced.seconds > longestMeasurement.toSeconds()) {
            throw new IOException("đo quá lâu / measurement takes too long: " + announced.seconds + " s");
        }
        return announced;
    }

    /** The probe may be ready earlier than announced, and says so with its address alone. */
    private void awaitServiceRequest(Line line, int seconds) throws IOException {
        if (seconds == 0) {
            return;
        }
        long deadline = System.nanoTime() + seconds * NANOS;
        StringBuilder text = new StringBuilder();
        while (System.nanoTime() < deadline && text.indexOf("\n") < 0) {
            try {
                text.append(character(line, deadline));
            } catch (IOException e) {
                // The announced time is over: the values are there now.
                return;
            }
        }
    }

    private double[] fetch(Line line, int count) throws IOException {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < MOST_FETCHES && values.size() < count; i++) {
            String answer = ask(line, address + "D" + i + "!");
            values.addAll(Values.parse(crc ? Values.checked(answer) : answer));
        }
        if (values.size() < count) {
            throw new IOException("thiếu số liệu / values are missing: " + values.size() + "/" + count);
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** One command and its answer, which has to come from the same address; asked up to three times. */
    private String ask(Line line, String text) throws IOException {
        IOException failure = new IOException("không trả lời / no answer");
        for (int i = 0; i < 3; i++) {
            try {
                line.forget();
                line.write(text.getBytes(StandardCharsets.US_ASCII));
                String answer = readLine(line, text);
                if (!answer.isEmpty() && answer.charAt(0) == address) {
                    return answer;
                }
                failure = new IOException("đầu đo khác trả lời / another probe answered: " + answer);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /** The next line; some adapters echo the command before it. */
    private String readLine(Line line, String echo) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        StringBuilder text = new StringBuilder();
        while (text.length() < LONGEST_LINE) {
            char next = character(line, deadline);
            if (next == '\n') {
                String whole = text.toString().trim();
                return whole.startsWith(echo) ? whole.substring(echo.length()) : whole;
            }
            text.append(next);
        }
        throw new IOException("trả lời quá dài / answer is too long");
    }

    private static char character(Line line, long deadline) throws IOException {
        return (char) (line.read(1, deadline)[0] & 0x7f);
    }

    private record Announcement(int seconds, int values) {}
}
