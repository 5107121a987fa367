package org.kenh.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FingerprintCommandTest {
    private static final int RATE = 8_000;
    private static final int SECONDS = 10;

    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void fingerprint_ofASound_isWrittenBesideIt() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * RATE * SECONDS).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF----WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(2 * RATE)
                .putShort((short) 2);
        bytes.putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(2 * RATE * SECONDS);
        Path sound = Files.write(directory.resolve("b.wav"), bytes.array());

        assertThat(execute(sound)).isZero();

        Path print = directory.resolve("b.wav.kfp");
        assertThat(Files.size(print)).isBetween(16L * 25 * (SECONDS - 1), 16L * 25 * SECONDS);
        assertThat(Files.exists(directory.resolve("b.wav.kfp.new"))).isFalse();
    }

    @Test
    void fingerprint_ofSomethingElse_saysWhy() throws IOException {
        assertThat(execute(Files.writeString(directory.resolve("b.mp3"), "ID3 and so on, for a while")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("neither WAV nor a fingerprint");
    }

    private int execute(Path file) {
        return new CommandLine(new FingerprintCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute(file.toString());
    }
}
