package org.kenh.edge.journal;

import java.io.IOException;
import java.nio.file.Path;

/** The real disk, which fails when the test says so. */
final class FlakyDisk implements Disk {
    private int failingForces;
    private boolean full;

    /** The next forces fail; what was written stays where it is, and nobody knows what of it is on disk. */
    void failForces(int times) {
        failingForces = times;
    }

    void setFull(boolean takesNothing) {
        full = takesNothing;
    }

    @Override
    public Output create(Path path) throws IOException {
        checkRoom();
        return new Flaky(REAL.create(path));
    }

    @Override
    public Output append(Path path) throws IOException {
        checkRoom();
        return new Flaky(REAL.append(path));
    }

    private void checkRoom() throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
    }

    private final class Flaky implements Output {
        private final Output real;

        Flaky(Output real) {
            this.real = real;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            checkRoom();
            real.write(bytes);
        }

        @Override
        public void force() throws IOException {
            if (failingForces > 0) {
                failingForces--;
                throw new IOException("Input/output error");
            }
            real.force();
        }

        @Override
        public void truncate(long length) throws IOException {
            real.truncate(length);
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
