package org.kenh.edge.fleet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.kenh.edge.fleet.LoudspeakerMonth.PlannedSlot;
import org.kenh.edge.fleet.LoudspeakerMonth.Programme;

/** Slots spread evenly over the day. */
final class LoudspeakerProgramme implements Programme {
    static final int LEAST_GAP = 500;
    private static final LocalTime FIRST = LocalTime.of(5, 0);
    private static final Duration DAY = Duration.ofHours(16);
    private static final int[] LENGTHS = {300, 180, 600, 120, 900, 240};
    private static final int SHORTEST = 60;
    private static final HexFormat HEX = HexFormat.of();

    private final int number;

    LoudspeakerProgramme(int number) {
        if (number < 1 || DAY.toSeconds() / number < LEAST_GAP + SHORTEST) {
            throw new IllegalArgumentException("there is no room for " + number + " slots in a day");
        }
        this.number = number;
    }

    @Override
    public List<PlannedSlot> slots(LocalDate day) {
        long apart = DAY.toSeconds() / number;
        Instant first = day.atTime(FIRST).toInstant(LoudspeakerMonth.HERE);
        List<PlannedSlot> slots = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String bulletin = "b%02d".formatted(i + 1);
            slots.add(new PlannedSlot(
                    DateTimeFormatter.BASIC_ISO_DATE.format(day) + "-" + bulletin,
                    bulletin,
                    first.plusSeconds(i * apart),
                    (int) Math.min(LENGTHS[i % LENGTHS.length], apart - LEAST_GAP),
                    hash(bulletin)));
        }
        return slots;
    }

    static String hash(String text) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
