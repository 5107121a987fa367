package org.kenh.edge.sound;

/** The fast Fourier transform of one length, a power of two, in place and without allocating. Not thread-safe. */
final class Fourier {
    private final int length;
    private final float[] cosines;
    private final float[] sines;
    private final int[] reversed;

    Fourier(int length) {
        this.length = length;
        this.cosines = new float[length / 2];
        this.sines = new float[length / 2];
        this.reversed = new int[length];
        int bits = Integer.numberOfTrailingZeros(length);
        for (int i = 0; i < length / 2; i++) {
            cosines[i] = (float) Math.cos(2 * Math.PI * i / length);
            sines[i] = (float) -Math.sin(2 * Math.PI * i / length);
        }
        for (int i = 0; i < length; i++) {
            reversed[i] = Integer.reverse(i) >>> (32 - bits);
        }
    }

    /** From time to frequency. */
    void transform(float[] real, float[] imaginary) {
        for (int i = 0; i < length; i++) {
            int other = reversed[i];
            if (other > i) {
                swap(real, i, other);
                swap(imaginary, i, other);
            }
        }
        for (int half = 1; half < length; half *= 2) {
            combine(real, imaginary, half);
        }
    }

    private void combine(float[] real, float[] imaginary, int half) {
        int stride = length / (2 * half);
        for (int start = 0; start < length; start += 2 * half) {
            for (int i = 0; i < half; i++) {
                int low = start + i;
                int high = low + half;
                float cosine = cosines[i * stride];
                float sine = sines[i * stride];
                float turnedReal = real[high] * cosine - imaginary[high] * sine;
                float turnedImaginary = real[high] * sine + imaginary[high] * cosine;
                real[high] = real[low] - turnedReal;
                imaginary[high] = imaginary[low] - turnedImaginary;
                real[low] += turnedReal;
                imaginary[low] += turnedImaginary;
            }
        }
    }

    private static void swap(float[] values, int first, int second) {
        float kept = values[first];
        values[first] = values[second];
        values[second] = kept;
    }
}
