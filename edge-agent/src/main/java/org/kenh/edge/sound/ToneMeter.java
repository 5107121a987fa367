package org.kenh.edge.sound;

import java.util.Optional;

/** The level of one frequency, by Goertzel's algorithm over blocks of 100 ms. Not thread-safe. */
final class ToneMeter {
    private static final double FULL_SCALE = 32_768;

    private final int length;
    private final double coefficient;
    private double before;
    private double beforeThat;
    private int filled;
    private double power;
    private int blocks;

    ToneMeter(double frequency, int rate) {
        this.length = rate / 10;
        this.coefficient = 2 * Math.cos(2 * Math.PI * frequency / rate);
    }

    void accept(short[] samples, int count) {
        for (int i = 0; i < count; i++) {
            double value = samples[i] / FULL_SCALE + coefficient * before - beforeThat;
            beforeThat = before;
            before = value;
            filled++;
            if (filled == length) {
                double square = before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
                power += 4 * square / length / length;
                blocks++;
                filled = 0;
                before = 0;
                beforeThat = 0;
            }
        }
    }

    /** The mean, dB of full scale; empty when no block has ended yet. */
    Optional<Double> level() {
        return blocks == 0 ? Optional.empty() : Optional.of(10 * Math.log10(power / blocks + 1e-15));
    }
}
