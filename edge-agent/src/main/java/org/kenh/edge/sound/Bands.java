package org.kenh.edge.sound;

import java.util.Arrays;

/**
 * The energy of sound in {@value #COUNT} bands from 300 to 3,400 Hz, {@value #PER_SECOND} times a second over 64 ms:
 * what a horn loudspeaker and a telephone microphone both carry, so that every rate gives the same. 48 kHz is taken down
 * to 16 kHz first. Not thread-safe.
 */
final class Bands {
    static final int COUNT = 16;
    static final int PER_SECOND = 25;
    private static final double LOWEST = 300;
    private static final double HIGHEST = 3_400;
    private static final float FULL_SCALE = 32_768;

    private final Decimation decimation;
    private final int rate;
    private final int hop;
    private final float[] window;
    private final float[] ring;
    private final Fourier fourier;
    private final float[] real;
    private final float[] imaginary;
    private final int[] edges = new int[COUNT + 1];
    private final float[] energies = new float[COUNT];
    private int position;
    private int untilFrame;

    /** For 8,000, 16,000 or 48,000 samples a second. */
    Bands(int rate) {
        this.decimation = new Decimation(rate == 48_000 ? 3 : 1);
        this.rate = rate == 48_000 ? 16_000 : rate;
        this.hop = this.rate / PER_SECOND;
        int length = this.rate == 8_000 ? 512 : 1_024;
        this.window = new float[length];
        for (int i = 0; i < length; i++) {
            window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / length));
        }
        this.ring = new float[length];
        this.real = new float[length];
        this.imaginary = new float[length];
        this.fourier = new Fourier(length);
        this.untilFrame = length;
        for (int i = 0; i <= COUNT; i++) {
            double frequency = LOWEST * Math.pow(HIGHEST / LOWEST, (double) i / COUNT);
            edges[i] = (int) Math.ceil(frequency * length / this.rate);
        }
    }

    /** Whether sound of this rate can be taken. */
    static boolean takes(int rate) {
        return rate == 8_000 || rate == 16_000 || rate == 48_000;
    }

    /** Takes samples; the array of energies belongs to this and holds until the listener returns. */
    void accept(short[] samples, int count, Listener listener) {
        for (int i = 0; i < count; i++) {
            if (decimation.add(samples[i] / FULL_SCALE)) {
                ring[position] = decimation.value();
                position = (position + 1) % ring.length;
                untilFrame--;
                if (untilFrame == 0) {
                    untilFrame = hop;
                    measure();
                    listener.frame(energies);
                }
            }
        }
    }

    private void measure() {
        for (int i = 0; i < ring.length; i++) {
            real[i] = ring[(position + i) % ring.length] * window[i];
        }
        Arrays.fill(imaginary, 0);
        fourier.transform(real, imaginary);
        for (int band = 0; band < COUNT; band++) {
            float sum = 0;
            for (int bin = edges[band]; bin < edges[band + 1]; bin++) {
                sum += real[bin] * real[bin] + imaginary[bin] * imaginary[bin];
            }
            energies[band] = sum / rate;
        }
    }

    /** Hears of each frame. */
    @FunctionalInterface
    interface Listener {
        void frame(float[] energies);
    }

    /** Every n-th sample after a low-pass (windowed sinc) that keeps what lies above from folding back. */
    private static final class Decimation {
        private static final int TAPS_PER_STEP = 16;

        private final int step;
        private final float[] taps;
        private final float[] ring;
        private int position;
        private int phase;
        private float value;

        Decimation(int step) {
            this.step = step;
            this.taps = new float[step == 1 ? 1 : TAPS_PER_STEP * step];
            this.ring = new float[taps.length];
            double cut = 0.45 / step;
            double sum = 0;
            for (int i = 0; i < taps.length; i++) {
                double from = i - (taps.length - 1) / 2.0;
                double sinc = from == 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * from) / (Math.PI * from);
                double hamming = 0.54 + 0.46 * Math.cos(2 * Math.PI * from / taps.length);
                taps[i] = (float) (sinc * hamming);
                sum += taps[i];
            }
            for (int i = 0; i < taps.length; i++) {
                taps[i] /= (float) sum;
            }
        }

        boolean add(float sample) {
            if (step == 1) {
                value = sample;
                return true;
            }
            ring[position] = sample;
            position = (position + 1) % ring.length;
            phase = (phase + 1) % step;
            if (phase != 0) {
                return false;
            }
            float sum = 0;
            for (int i = 0; i < taps.length; i++) {
                sum += taps[i] * ring[(position + i) % ring.length];
            }
            value = sum;
            return true;
        }

        float value() {
            return value;
        }
    }
}
