package org.kenh.edge.sound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Makes Vietnamese bulletins with {@code espeak-ng} and everything else with {@code sox}, the same each time. */
final class Studio {
    static final int RATE = 16_000;
    private static final String OPENING = "Đây là đài truyền thanh xã. ";
    private static final String CLOSING = " Bản tin của đài truyền thanh xã đến đây là hết.";

    private final Path directory;
    private final List<String> texts;

    Studio(Path directory) throws IOException {
        this.directory = directory;
        try (InputStream in =
                Objects.requireNonNull(Studio.class.getResourceAsStream("/sound/bulletins.txt"), "bulletins.txt")) {
            texts = Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .trim()
                            .split("\n\n"))
                    .toList();
        }
    }

    int bulletins() {
        return texts.size();
    }

    /** A bulletin as a WAV file of 16 kHz. */
    Path bulletin(int number, Voice voice) throws IOException {
        Path file = directory.resolve("b" + number + "-" + voice.name + "-" + voice.wordsPerMinute + ".wav");
        if (!Files.exists(file)) {
            Path spoken = directory.resolve("spoken.wav");
            String text = OPENING + texts.get(number) + CLOSING;
            String pace = Integer.toString(voice.wordsPerMinute);
            run("espeak-ng", "-v", voice.name, "-s", pace, "-a", "80", "-w", spoken.toString(), text);
            sox("-G", spoken, "-r", RATE, "-c", 1, "-b", 16, file);
        }
        return file;
    }

    /** What a bulletin is like beyond the amplifier, the horn, the village and its echoes. */
    Path horn(Path bulletin, String... before) throws IOException {
        Path file = directory.resolve(
                "horn" + String.join("", before).replaceAll("\\W", "") + "-" + bulletin.getFileName());
        if (!Files.exists(file)) {
            List<Object> words = new ArrayList<>(List.of("-G", bulletin, file));
            words.addAll(List.of(before));
            words.addAll(List.of(
                    "highpass",
                    300,
                    "highpass",
                    300,
                    "lowpass",
                    5_000,
                    "equalizer",
                    1_400,
                    "1.5q",
                    6,
                    "equalizer",
                    2_700,
                    "2q",
                    -5,
                    "reverb",
                    40,
                    50,
                    80,
                    "echos",
                    0.8,
                    0.9,
                    130,
                    0.3,
                    290,
                    0.2,
                    "gain",
                    "-n",
                    -3));
            sox(words.toArray());
        }
        return file;
    }

    /** Two minutes of a noise. */
    Path noise(Noise noise) throws IOException {
        Path file = directory.resolve(noise.name().toLowerCase(Locale.ROOT) + ".wav");
        if (!Files.exists(file)) {
            List<Object> words = new ArrayList<>(List.of("-m"));
            for (int i = 0; i < noise.parts().size(); i++) {
                Path part = directory.resolve("part" + i + ".wav");
                List<Object> synthesis = new ArrayList<>(List.of("-r", RATE, "-c", 1, "-b", 16, "-n", part));
                synthesis.addAll(List.of(noise.parts().get(i).split(" ")));
                sox(synthesis.toArray());
                words.add(part);
            }
            words.addAll(List.of(file, "gain", "-n", -3));
            sox(words.toArray());
        }
        return file;
    }

    /** All samples of a WAV file. */
    static short[] samples(Path wave) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(wave))) {
            PcmStream stream = PcmStream.ofWave(in);
            short[] all = new short[(int) (Files.size(wave) / 2)];
            short[] block = new short[1_024];
            int length = 0;
            int count = stream.read(block);
            while (count > 0) {
                System.arraycopy(block, 0, all, length, count);
                length += count;
                count = stream.read(block);
            }
            return Arrays.copyOf(all, length);
        }
    }

    private static void sox(Object... words) throws IOException {
        // -R: the same noise each time.
        List<String> command = new ArrayList<>(List.of("sox", "-R", "-V1"));
        for (Object word : words) {
            command.add(word.toString());
        }
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Who speaks, and how fast. */
    record Voice(String name, int wordsPerMinute) {
        static final Voice MAN = new Voice("vi", 125);
        static final Voice WOMAN = new Voice("vi+f2", 140);
        static final Voice WOMAN_AT_HIS_PACE = new Voice("vi+f2", 125);
        static final Voice SOUTHERN_MAN = new Voice("vi-vn-x-south", 125);
    }

    /** What else there is to hear beside a road in the fields. */
    enum Noise {
        /** Rumble and gusts. */
        WIND,
        /** Tyres, engines that come and go, and a horn now and then. */
        TRAFFIC,
        /** A downpour on leaves and sheet metal. */
        RAIN;

        private List<String> parts() {
            return switch (this) {
                case WIND ->
                    List.of(
                            "synth 120 brownnoise lowpass 300 tremolo 0.23 85 gain -n -3",
                            "synth 120 pinknoise lowpass 1200 tremolo 0.7 50 gain -n -12");
                case TRAFFIC ->
                    List.of(
                            "synth 120 pinknoise highpass 60 lowpass 1800 tremolo 0.11 80 gain -n -3",
                            "synth 120 sawtooth 82 lowpass 700 tremolo 0.19 90 gain -n -14",
                            "synth 0.4 sine 420 sine mix 520 gain -n -8 pad 0 6.6 repeat 16");
                case RAIN ->
                    List.of(
                            "synth 120 whitenoise highpass 700 equalizer 3000 1q 4 gain -n -10",
                            "synth 120 whitenoise highpass 500 tremolo 17 95 tremolo 5.3 80 gain -n -10");
            };
        }
    }
}
