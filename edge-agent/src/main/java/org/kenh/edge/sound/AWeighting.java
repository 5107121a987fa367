package org.kenh.edge.sound;

/**
 * The frequency weighting A of IEC 61672-1 as a digital filter: four high-passes at its lower corners and two low-passes
 * at 12.2 kHz, each low-pass with the right gain at 0 Hz and at half the rate, all with 0 dB at 1 kHz. Frequencies above
 * half the rate are lost. Not thread-safe.
 */
final class AWeighting {
    private static final double[] HIGH_PASSES = {20.598997, 20.598997, 107.65265, 737.86223};
    private static final double LOW_PASS = 12_194.217;
    private static final int LOW_PASSES = 2;
    private static final double REFERENCE = 1_000;

    private final double[] feedForward;
    private final double[] feedForwardBefore;
    private final double[] feedBack;
    private final double[] input;
    private final double[] output;
    private final double gain;

    AWeighting(int rate) {
        int sections = HIGH_PASSES.length + LOW_PASSES;
        feedForward = new double[sections];
        feedForwardBefore = new double[sections];
        feedBack = new double[sections];
        input = new double[sections];
        output = new double[sections];
        for (int i = 0; i < sections; i++) {
            if (i < HIGH_PASSES.length) {
                highPass(i, HIGH_PASSES[i], rate);
            } else {
                lowPass(i, rate);
            }
        }
        gain = 1 / magnitude(REFERENCE, rate);
    }

    /** Bilinear with its corner in place. */
    private void highPass(int section, double corner, int rate) {
        double warped = Math.tan(Math.PI * corner / rate);
        feedForward[section] = 1 / (1 + warped);
        feedForwardBefore[section] = -feedForward[section];
        feedBack[section] = (1 - warped) / (1 + warped);
    }

    private void lowPass(int section, int rate) {
        double pole = Math.exp(-2 * Math.PI * LOW_PASS / rate);
        double atHalf = 1 / Math.hypot(1, rate / 2.0 / LOW_PASS);
        feedForward[section] = ((1 - pole) + atHalf * (1 + pole)) / 2;
        feedForwardBefore[section] = ((1 - pole) - atHalf * (1 + pole)) / 2;
        feedBack[section] = pole;
    }

    /** The gain at a frequency, as a factor; 1 at 1 kHz. */
    double response(double frequency, int rate) {
        return gain * magnitude(frequency, rate);
    }

    private double magnitude(double frequency, int rate) {
        double cosine = Math.cos(2 * Math.PI * frequency / rate);
        double sine = Math.sin(2 * Math.PI * frequency / rate);
        double product = 1;
        for (int i = 0; i < feedBack.length; i++) {
            double above = Math.hypot(feedForward[i] + feedForwardBefore[i] * cosine, feedForwardBefore[i] * sine);
            product *= above / Math.hypot(1 - feedBack[i] * cosine, feedBack[i] * sine);
        }
        return product;
    }

    /** The next sample, weighted. */
    double next(double sample) {
        double value = sample;
        for (int i = 0; i < feedBack.length; i++) {
            double filtered = feedForward[i] * value + feedForwardBefore[i] * input[i] + feedBack[i] * output[i];
            input[i] = value;
            output[i] = filtered;
            value = filtered;
        }
        return value * gain;
    }
}
