package org.kenh.edge.sound;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How well a play is recognised in noise, and what that costs: {@code java -cp … org.kenh.edge.sound.SoundMeasurement
 * [bulletins]}. Ends with 0 only if no other programme passed for the right one and the meter took less than a twentieth
 * of a core.
 */
final class SoundMeasurement {
    static final List<Integer> SIGNAL_TO_NOISE = List.of(10, 0, -5);
    private static final List<Studio.Voice> VOICES = List.of(Studio.Voice.MAN, Studio.Voice.WOMAN);
    private static final double MOST_PROCESSOR = 0.05;

    private final Studio studio;
    private final int bulletins;
    private final Map<String, Map<Hearing, Integer>> table = new LinkedHashMap<>();
    private final Map<String, double[]> scores = new LinkedHashMap<>();
    private int seed;
    private int strangeTrials;
    private int strangeNoises;
    private int strangeSpeech;

    SoundMeasurement(Studio studio, int bulletins) {
        this.studio = studio;
        this.bulletins = bulletins;
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("kenh-sound");
        Studio studio = new Studio(directory);
        int bulletins = arguments.length > 0 ? Integer.parseInt(arguments[0]) : studio.bulletins();
        SoundMeasurement measurement = new SoundMeasurement(studio, bulletins);
        measurement.run();
        double processor = measurement.processor();
        measurement.print(System.out);
        System.out.printf(
                Locale.ROOT,
                "meter and matcher: %.2f %% of a core, RSS %d MiB%n",
                100 * processor,
                residentMebibytes());
        System.out.printf(
                "while nothing plays: speech reported %d of %d, louder weather and traffic %d of %d%n",
                measurement.strangeSpeech(),
                measurement.strangeTrials(),
                measurement.strangeNoises(),
                measurement.strangeTrials());
        boolean mistaken =
                measurement.count("other programme", Hearing.MATCHING) > 0 || measurement.strangeNoises() > 0;
        System.exit(mistaken || processor > MOST_PROCESSOR ? 1 : 0);
    }

    void run() throws IOException {
        for (Studio.Noise noise : Studio.Noise.values()) {
            short[] samples = Studio.samples(studio.noise(noise));
            for (int signalToNoise : SIGNAL_TO_NOISE) {
                run(noise + " " + signalToNoise + " dB", samples, signalToNoise);
            }
            strange(samples);
        }
    }

    private void run(String where, short[] noise, int signalToNoise) throws IOException {
        for (int i = 0; i < bulletins; i++) {
            Scene scene = new Scene(noise, ++seed);
            for (Studio.Voice voice : VOICES) {
                Path wave = studio.bulletin(i, voice);
                Heard heard = new Heard(scene, Studio.samples(studio.horn(wave)), signalToNoise);
                note(where, "the right one", heard.as(Fingerprint.of(wave)));
                note(where, "other programme", heard.as(print((i + 1) % bulletins, voice)));
                note(where, "other programme", heard.as(print((i + bulletins / 2) % bulletins, voice)));
                Studio.Voice other = voice.equals(Studio.Voice.MAN) ? Studio.Voice.WOMAN : Studio.Voice.MAN;
                note(where, "other voice, other pace, same text", heard.as(print(i, other)));
            }
            Path man = studio.bulletin(i, Studio.Voice.MAN);
            Path woman = studio.bulletin(i, Studio.Voice.WOMAN_AT_HIS_PACE);
            Heard heard = new Heard(scene, Studio.samples(studio.horn(woman)), signalToNoise);
            note(where, "other voice, same pace, same text", heard.as(Fingerprint.of(man)));
            Heard clipped = new Heard(scene, Studio.samples(studio.horn(man)), signalToNoise);
            note(where, "microphone overloaded", clipped.overloaded(Fingerprint.of(man)));
            note(where, "nothing but the noise", scene.play(Optional.empty(), 40, 0, Optional.of(Fingerprint.of(man))));
        }
    }

    /** Weather and traffic that become 15 and 20 dB louder, and speech as loud, while nothing plays. */
    private void strange(short[] noise) throws IOException {
        for (int i = 0; i < bulletins; i++) {
            Scene scene = new Scene(noise, ++seed);
            short[] speech = Studio.samples(studio.horn(studio.bulletin(i, VOICES.get(i % VOICES.size()))));
            for (double above : new double[] {15, 20}) {
                strangeNoises += scene.isStrange(Optional.empty(), above) ? 1 : 0;
                strangeSpeech += scene.isStrange(Optional.of(speech), above) ? 1 : 0;
                strangeTrials++;
            }
        }
    }

    int strangeNoises() {
        return strangeNoises;
    }

    int strangeSpeech() {
        return strangeSpeech;
    }

    int strangeTrials() {
        return strangeTrials;
    }

    private Fingerprint print(int bulletin, Studio.Voice voice) throws IOException {
        return Fingerprint.of(studio.bulletin(bulletin, voice));
    }

    private void note(String where, String what, Evidence evidence) {
        for (String row : List.of(what, what + " | " + where)) {
            table.computeIfAbsent(row, key -> new EnumMap<>(Hearing.class)).merge(evidence.hearing(), 1, Integer::sum);
            double[] range = scores.computeIfAbsent(row, key -> new double[] {Double.MAX_VALUE, -1, 9, -9});
            evidence.score().ifPresent(score -> {
                range[0] = Math.min(range[0], score);
                range[1] = Math.max(range[1], score);
            });
            range[2] = Math.min(range[2], evidence.liveliness());
            range[3] = Math.max(range[3], evidence.liveliness());
        }
    }

    int count(String what, Hearing hearing) {
        return table.getOrDefault(what, Map.of()).getOrDefault(hearing, 0);
    }

    void print(PrintStream out) {
        out.println("| what was heard | trials | matching | wrong | silent | clipped | unsure | score |");
        out.println("|---|---|---|---|---|---|---|---|");
        table.keySet().stream().filter(row -> wanted(row)).sorted().forEach(row -> {
            List<String> cells = new ArrayList<>(List.of(row.replace(" | ", ", ")));
            Map<Hearing, Integer> counts = table.getOrDefault(row, Map.of());
            cells.add(String.valueOf(
                    counts.values().stream().mapToInt(Integer::intValue).sum()));
            for (Hearing hearing : Hearing.values()) {
                cells.add(String.valueOf(counts.getOrDefault(hearing, 0)));
            }
            double[] range = scores.getOrDefault(row, new double[4]);
            cells.add(
                    range[1] < 0
                            ? "–"
                            : String.format(
                                    Locale.ROOT, "%.2f–%.2f (%.2f–%.2f)", range[0], range[1], range[2], range[3]));
            out.println("| " + String.join(" | ", cells) + " |");
        });
    }

    private static boolean wanted(String row) {
        return !row.contains(" | ")
                || row.startsWith("the right")
                || row.startsWith("nothing")
                || row.contains("same pace");
    }

    /** Processor time of a second of sound, of one core, with a play of known sound on all the time. */
    double processor() throws IOException {
        short[] noise = Studio.samples(studio.noise(Studio.Noise.RAIN));
        Fingerprint expected = print(0, Studio.Voice.MAN);
        Ear ear = new Ear(Studio.RATE, 110);
        ear.accept(noise, noise.length);
        ear.begin(Optional.of(expected));
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int rounds = 5;
        for (int i = 0; i < rounds; i++) {
            ear.begin(Optional.of(expected));
            ear.accept(noise, noise.length);
        }
        long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        return took / 1e9 / ((double) rounds * noise.length / Studio.RATE);
    }

    private static long residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** A bulletin in a place. */
    private static final class Heard {
        private final Scene scene;
        private final short[] sound;
        private final int signalToNoise;

        Heard(Scene scene, short[] sound, int signalToNoise) {
            this.scene = scene;
            this.sound = sound;
            this.signalToNoise = signalToNoise;
        }

        Evidence as(Fingerprint expected) {
            return scene.play(Optional.of(sound), sound.length / Studio.RATE, signalToNoise, Optional.of(expected));
        }

        Evidence overloaded(Fingerprint expected) {
            int seconds = sound.length / Studio.RATE;
            return scene.play(Optional.of(sound), seconds, signalToNoise, 100, Optional.of(expected));
        }
    }
}
