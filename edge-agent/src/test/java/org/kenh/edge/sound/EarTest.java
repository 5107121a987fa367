package org.kenh.edge.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarTest {
    private static final double CALIBRATION = 110;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 48_000})
    void levels_toneOfKnownLevel_isThatLevel(int rate) {
        Ear ear = new Ear(rate, CALIBRATION);
        // 20 dB below full scale; of a sine the root mean square is 3 dB less than its peak.
        short[] tone = tone(rate, 3, 1_000, 0.1 * Math.sqrt(2));
        ear.accept(tone, tone.length);

        Ear.Levels levels = ear.levels().orElseThrow();
        assertThat(levels.mean()).isCloseTo(90, within(0.1));
        assertThat(levels.highest()).isCloseTo(90, within(0.1));
        assertThat(levels.clipped()).isZero();
        assertThat(ear.levels()).isEmpty();
    }

    @Test
    void clipped_tonesAndNoise_areNotButFlatTopsAre() {
        assertThat(clipped(tone(16_000, 2, 100, 0.9))).isZero();
        assertThat(clipped(tone(16_000, 2, 1_700, 0.9))).isZero();
        assertThat(clipped(murmur(2, 3_000))).isZero();
        short[] cut = murmur(2, 9_000);
        for (int i = 0; i < cut.length; i++) {
            cut[i] = (short) Math.max(-6_000, Math.min(6_000, cut[i]));
        }
        assertThat(clipped(cut)).isGreaterThan(0.4);
        short[] full = murmur(2, 60_000);
        assertThat(clipped(full)).isGreaterThan(0.4);
    }

    @Test
    void play_silence_isSilent() {
        Ear ear = new Ear(16_000, CALIBRATION);
        accept(ear, noise(30, 100));
        ear.begin(Optional.empty());
        accept(ear, noise(20, 100));

        Evidence evidence = ear.end().orElseThrow();

        assertThat(evidence.hearing()).isEqualTo(Hearing.SILENT);
        assertThat(evidence.rise().orElseThrow()).isCloseTo(0, within(0.6));
        assertThat(evidence.match()).isEmpty();
        assertThat(ear.evidence()).isEmpty();
    }

    @Test
    void play_ofItsOwnSound_matchesWhateverTheRate() throws IOException {
        short[] sound = syllables(30, 1);
        Fingerprint expected = Fingerprint.of(wave(sound, 16_000));
        assertThat(heard(sound, 16_000, expected).hearing()).isEqualTo(Hearing.MATCHING);
        assertThat(heard(everyOther(sound), 8_000, expected).hearing()).isEqualTo(Hearing.MATCHING);
        assertThat(heard(syllables(30, 2), 16_000, expected).hearing()).isEqualTo(Hearing.WRONG);
    }

    @Test
    void play_cutOffBeforeAllDelaysCouldBeTried_isNoWrongSound() throws IOException {
        short[] sound = syllables(30, 1);
        for (int seconds = 4; seconds <= 10; seconds++) {
            Ear ear = new Ear(16_000, CALIBRATION);
            accept(ear, noise(30, 60));
            ear.begin(Optional.of(Fingerprint.of(wave(sound, 16_000))));
            accept(ear, noise(3, 60));
            accept(ear, Arrays.copyOf(sound, seconds * 16_000));
            accept(ear, noise(2, 60));
            Evidence evidence = ear.end().orElseThrow();
            assertThat(evidence.hearing()).as("of %d s", seconds).isIn(Hearing.UNSURE, Hearing.MATCHING);
            assertThat(evidence.match().orElse(1.0)).as("of %d s", seconds).isGreaterThanOrEqualTo(Evidence.MATCHES);
        }
    }

    @Test
    void strange_livelySound_isHeardAfterFifteenSecondsAndEnds() {
        Ear ear = new Ear(16_000, CALIBRATION);
        accept(ear, noise(60, 60));
        accept(ear, syllables(13, 3));
        assertThat(ear.strange()).isEmpty();
        accept(ear, syllables(7, 4));
        StrangeSound.Heard heard = ear.strange().orElseThrow();
        assertThat(heard.rise()).isGreaterThan(12);
        accept(ear, noise(15, 60));
        assertThat(ear.strange()).isEmpty();
    }

    @Test
    void strange_loudNoise_isHeardOnlyWithACurrent() {
        for (boolean amplifier : new boolean[] {false, true}) {
            Ear ear = new Ear(16_000, CALIBRATION);
            accept(ear, noise(60, 60));
            ear.current(amplifier ? Optional.of(2.5) : Optional.empty());
            accept(ear, noise(25, 1_000));
            assertThat(ear.strange().isPresent()).isEqualTo(amplifier);
        }
        Ear idle = new Ear(16_000, CALIBRATION);
        accept(idle, noise(60, 60));
        idle.current(Optional.of(0.0));
        accept(idle, syllables(25, 3));
        assertThat(idle.strange()).as("speech beside an amplifier that is idle").isEmpty();
    }

    @Test
    void fingerprint_writtenAndRead_isTheSame() throws IOException {
        Fingerprint print = Fingerprint.of(wave(syllables(12, 5), 16_000));
        Path file = directory.resolve("print");
        try (OutputStream out = Files.newOutputStream(file)) {
            print.write(out);
        }
        Fingerprint read = Fingerprint.of(file);
        assertThat(Files.size(file)).isEqualTo(10 + 16L * print.frames());
        assertThat(print.frames()).isBetween(290, 300);
        for (int frame = 0; frame < print.frames(); frame++) {
            for (int band = 0; band < Bands.COUNT; band++) {
                assertThat(read.step(frame, band)).isEqualTo(print.step(frame, band));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RI",
                "RIFF----WAVE",
                "RIFF----WAVEdata",
                "KFP1\0\0\0\0",
                "RIFF----WAVEfmt \2\0\0\0ab",
                "KFP1\31\20\177\177\177\177"
            })
    void fingerprint_ofADamagedFile_isRefused(String content) throws IOException {
        Path file = directory.resolve("damaged");
        Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Fingerprint.of(file)).isInstanceOf(IOException.class);
    }

    private static double clipped(short[] samples) {
        Ear ear = new Ear(16_000, CALIBRATION);
        accept(ear, samples);
        return ear.levels().orElseThrow().clipped();
    }

    private static Evidence heard(short[] sound, int rate, Fingerprint expected) {
        Ear ear = new Ear(rate, CALIBRATION);
        accept(ear, noise(20 * rate / 16_000, 100));
        ear.begin(Optional.of(expected));
        accept(ear, noise(rate / 16_000, 100));
        accept(ear, sound);
        return ear.end().orElseThrow();
    }

    private static void accept(Ear ear, short[] samples) {
        ear.accept(samples, samples.length);
    }

    private static short[] tone(int rate, int seconds, double frequency, double amplitude) {
        short[] samples = new short[rate * seconds];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (32_767 * amplitude * Math.sin(2 * Math.PI * frequency * i / rate));
        }
        return samples;
    }

    private static short[] noise(int seconds, double amplitude) {
        Random random = new Random(7);
        short[] samples = new short[16_000 * Math.max(1, seconds)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (amplitude * random.nextGaussian());
        }
        return samples;
    }

    /** Noise without its highest frequencies. */
    private static short[] murmur(int seconds, double amplitude) {
        short[] samples = new short[16_000 * seconds];
        Random random = new Random(9);
        double value = 0;
        for (int i = 0; i < samples.length; i++) {
            value += 0.2 * (random.nextGaussian() - value);
            samples[i] = (short) Math.max(-32_768, Math.min(32_767, amplitude * 3 * value));
        }
        return samples;
    }

    /** Tones that change five times a second. */
    private static short[] syllables(int seconds, long seed) {
        short[] samples = new short[16_000 * seconds];
        Random random = new Random(seed);
        double[] frequencies = new double[3];
        for (int i = 0; i < samples.length; i++) {
            if (i % 3_200 == 0) {
                for (int part = 0; part < frequencies.length; part++) {
                    frequencies[part] = 350 + 2_700 * random.nextDouble();
                }
            }
            double value = 40 * random.nextGaussian();
            for (double frequency : frequencies) {
                value += 1_500 * Math.sin(2 * Math.PI * frequency * i / 16_000);
            }
            samples[i] = (short) value;
        }
        return samples;
    }

    private static short[] everyOther(short[] samples) {
        short[] half = new short[samples.length / 2];
        for (int i = 0; i < half.length; i++) {
            half[i] = samples[2 * i];
        }
        return half;
    }

    private Path wave(short[] samples, int rate) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF----WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1)
                .putShort((short) 1)
                .putInt(rate)
                .putInt(2 * rate)
                .putShort((short) 2);
        bytes.putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(2 * samples.length);
        for (short sample : samples) {
            bytes.putShort(sample);
        }
        Path file = directory.resolve("sound.wav");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes.array());
        return Files.write(file, all.toByteArray());
    }
}
