package org.kenh.edge.sound;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What should sound, as its features: {@value Bands#PER_SECOND} times a second one signed byte for each of
 * {@value Bands#COUNT} bands, 400 bytes a second. Speech cannot be made of it again. Immutable.
 */
public final class Fingerprint {
    /** Longer sound is known by its first half hour. */
    static final int LONGEST_SECONDS = 1_800;

    private static final int LARGEST = LONGEST_SECONDS * Bands.PER_SECOND * Bands.COUNT;
    private static final int MAGIC = 0x4b_46_50_31; // KFP1

    private final byte[] features;

    private Fingerprint(byte[] features) {
        this.features = features;
    }

    /** Of a WAV file (16 bits, mono or its first channel, 8, 16 or 48 kHz) or of a fingerprint file. */
    public static Fingerprint of(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 16_384)) {
            in.mark(4);
            int magic = new DataInputStream(in).readInt();
            in.reset();
            return magic == MAGIC ? read(in) : of(PcmStream.ofWave(in));
        } catch (EOFException e) {
            throw new IOException(file + " ends too early", e);
        }
    }

    /** Of sound that ends. */
    static Fingerprint of(PcmStream sound) throws IOException {
        Bands bands = new Bands(sound.rate());
        Features features = new Features();
        ByteArrayOutputStream all = new ByteArrayOutputStream(65_536);
        Features.Listener listener = feature -> all.write(feature, 0, all.size() < LARGEST ? feature.length : 0);
        short[] block = new short[1_024];
        int count = sound.read(block);
        while (count > 0 && all.size() < LARGEST) {
            bands.accept(block, count, energies -> features.accept(energies, listener));
            count = sound.read(block);
        }
        features.finish(listener);
        return new Fingerprint(all.toByteArray());
    }

    private static Fingerprint read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        data.readInt();
        int rate = data.readUnsignedByte();
        int bands = data.readUnsignedByte();
        int frames = data.readInt();
        if (rate != Bands.PER_SECOND || bands != Bands.COUNT || frames < 0 || frames > LARGEST / Bands.COUNT) {
            throw new IOException("a fingerprint of another kind: " + rate + " frames a second, " + bands + " bands, "
                    + frames + " frames");
        }
        byte[] features = new byte[frames * Bands.COUNT];
        data.readFully(features);
        return new Fingerprint(features);
    }

    /** Writes it in the form that {@link #of(Path)} reads. */
    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(MAGIC);
        data.writeByte(Bands.PER_SECOND);
        data.writeByte(Bands.COUNT);
        data.writeInt(frames());
        data.write(features);
        data.flush();
    }

    /** How many frames it has. */
    int frames() {
        return features.length / Bands.COUNT;
    }

    /** How long it is, up to the longest that is kept. */
    double seconds() {
        return (double) frames() / Bands.PER_SECOND;
    }

    /** The step of one band in one frame. */
    byte step(int frame, int band) {
        return features[frame * Bands.COUNT + band];
    }
}
