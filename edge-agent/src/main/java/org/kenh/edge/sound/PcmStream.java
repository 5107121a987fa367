package org.kenh.edge.sound;

import java.io.IOException;
import java.io.InputStream;

/** Samples of 16 bits, little-endian, of the first of one or several channels. Not thread-safe. */
final class PcmStream {
    private static final int MOST_CHANNELS = 8;
    private static final int LONGEST_CHUNK = 1 << 20;

    private final InputStream in;
    private final int rate;
    private final int frameBytes;
    private final byte[] bytes;
    private int kept;

    PcmStream(InputStream in, int rate, int channels) {
        this.in = in;
        this.rate = rate;
        this.frameBytes = 2 * channels;
        this.bytes = new byte[1_024 * frameBytes];
    }

    /** Reads the head of a WAV file; what follows are its samples. */
    static PcmStream ofWave(InputStream in) throws IOException {
        byte[] head = in.readNBytes(12);
        if (head.length < 12 || !word(head, 0).equals("RIFF") || !word(head, 8).equals("WAVE")) {
            throw new IOException("neither WAV nor a fingerprint");
        }
        int rate = 0;
        int channels = 0;
        while (true) {
            byte[] chunk = in.readNBytes(8);
            if (chunk.length < 8) {
                throw new IOException("WAV without sound");
            }
            String name = word(chunk, 0);
            if (name.equals("data") && rate > 0) {
                return new PcmStream(in, rate, channels);
            }
            long length = number(chunk, 4, 4);
            if (length > LONGEST_CHUNK) {
                throw new IOException("WAV with a part of " + length + " bytes before its sound");
            }
            byte[] content = in.readNBytes((int) (length + length % 2));
            if (name.equals("fmt ")) {
                rate = format(content);
                channels = (int) number(content, 2, 2);
            }
        }
    }

    private static int format(byte[] content) throws IOException {
        long rate = content.length < 16 ? 0 : number(content, 4, 4);
        long channels = content.length < 16 ? 0 : number(content, 2, 2);
        boolean linear = content.length >= 16 && (number(content, 0, 2) == 1 || number(content, 0, 2) == 0xfffe);
        if (!linear || number(content, 14, 2) != 16 || channels < 1 || channels > MOST_CHANNELS) {
            throw new IOException("WAV must be linear PCM of 16 bits");
        }
        if (!Bands.takes((int) rate)) {
            throw new IOException("WAV must have 8000, 16000 or 48000 samples a second, not " + rate);
        }
        return (int) rate;
    }

    private static String word(byte[] bytes, int from) {
        return new String(bytes, from, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static long number(byte[] bytes, int from, int length) {
        long number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = number << 8 | (bytes[from + i] & 0xff);
        }
        return number;
    }

    int rate() {
        return rate;
    }

    /** Fills as much of {@code samples} as comes at once; how many, or -1 at the end. Blocks until there is one. */
    int read(short[] samples) throws IOException {
        int most = Math.min(bytes.length, samples.length * frameBytes);
        while (kept < frameBytes) {
            int count = in.read(bytes, kept, most - kept);
            if (count < 0) {
                return -1;
            }
            kept += count;
        }
        int frames = kept / frameBytes;
        for (int i = 0; i < frames; i++) {
            int at = i * frameBytes;
            samples[i] = (short) ((bytes[at] & 0xff) | bytes[at + 1] << 8);
        }
        kept -= frames * frameBytes;
        System.arraycopy(bytes, frames * frameBytes, bytes, 0, kept);
        return frames;
    }
}
