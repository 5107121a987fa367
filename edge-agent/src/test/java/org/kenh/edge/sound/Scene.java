package org.kenh.edge.sound;

import java.util.Optional;
import java.util.Random;

/**
 * What the microphone hears of one play: {@value #BEFORE} s of noise, the play, {@value #AFTER} s of noise; with the
 * sound delayed, quieter, and as many decibels (A) above or below the noise as wanted.
 */
final class Scene {
    static final int BEFORE = 20;
    static final int AFTER = 6;
    private static final int LONGEST_DELAY = 5;
    private static final double CALIBRATION = 110;
    /** Of the noise, of full scale. */
    private static final double NOISE = 0.02;

    private final short[] noise;
    private final Random random;
    private final double ofNoise;

    Scene(short[] noise, long seed) {
        this.noise = noise;
        this.random = new Random(seed);
        this.ofNoise = loudness(noise);
    }

    /** A play of {@code sound}, expected to be {@code expected}; the noise alone when there is no sound. */
    Evidence play(Optional<short[]> sound, int seconds, double signalToNoise, Optional<Fingerprint> expected) {
        return play(sound, seconds, signalToNoise, 1, expected);
    }

    /** With a microphone that is overloaded by a factor of {@code overload}. */
    Evidence play(
            Optional<short[]> sound,
            int seconds,
            double signalToNoise,
            double overload,
            Optional<Fingerprint> expected) {
        Ear ear = new Ear(Studio.RATE, CALIBRATION);
        double ofSound = sound.map(Scene::loudness).orElse(1.0);
        double gain = NOISE * Math.pow(10, signalToNoise / 20) / ofSound;
        int delay = random.nextInt(LONGEST_DELAY * Studio.RATE);
        int offset = random.nextInt(noise.length);
        int start = BEFORE * Studio.RATE;
        int total = start + (seconds + AFTER) * Studio.RATE;
        short[] block = new short[1_600];
        for (int from = 0; from < total; from += block.length) {
            if (from == start) {
                ear.begin(expected);
            }
            for (int i = 0; i < block.length; i++) {
                double value = noise[(offset + from + i) % noise.length] / 32768.0 / ofNoise * NOISE;
                int at = from + i - start - delay;
                if (sound.isPresent() && at >= 0 && at < sound.get().length) {
                    value += sound.get()[at] / 32768.0 * gain;
                }
                block[i] = (short) Math.max(-32_768, Math.min(32_767, Math.round(value * overload * 32_768)));
            }
            ear.accept(block, block.length);
        }
        return ear.end().orElseThrow();
    }

    /**
     * Whether sound is reported while nothing plays: after a minute of quiet noise comes either {@code sound} or the same
     * noise, each as many decibels (A) above it, for 40 s.
     */
    boolean isStrange(Optional<short[]> sound, double above) {
        Ear ear = new Ear(Studio.RATE, CALIBRATION);
        double quiet = NOISE / 10;
        double gain = quiet * Math.pow(10, above / 20);
        int offset = random.nextInt(noise.length);
        double ofSound = sound.map(Scene::loudness).orElse(ofNoise);
        short[] block = new short[Studio.RATE];
        boolean reported = false;
        for (int second = 0; second < 100; second++) {
            boolean loud = second >= 60;
            for (int i = 0; i < block.length; i++) {
                int at = offset + second * Studio.RATE + i;
                int from = (second - 60) * Studio.RATE + i;
                double value = noise[at % noise.length] / 32768.0 / ofNoise * (loud && sound.isEmpty() ? gain : quiet);
                value += loud && sound.isPresent()
                        ? sound.get()[from % sound.get().length] / 32768.0 / ofSound * gain
                        : 0;
                block[i] = (short) Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768)));
            }
            ear.accept(block, block.length);
            reported |= ear.strange().isPresent();
        }
        return reported;
    }

    /** The root of the mean square, A-weighted, of full scale. */
    private static double loudness(short[] samples) {
        AWeighting weighting = new AWeighting(Studio.RATE);
        double sum = 0;
        for (short sample : samples) {
            double value = weighting.next(sample / 32768.0);
            sum += value * value;
        }
        return Math.sqrt(sum / samples.length);
    }
}
