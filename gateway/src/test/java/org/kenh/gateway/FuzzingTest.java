package org.kenh.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.fixture.Connect;
import org.kenh.gateway.fixture.PacketBytes;
import org.kenh.gateway.intake.ReadingsFuzz;
import org.kenh.gateway.mqtt.FrameFuzz;
import org.kenh.gateway.mqtt.TopicFuzz;

/**
 * Lets a fuzzer look for inputs that break what the targets promise: a fixed number of inputs from a fixed seed, or as
 * many as come within {@code kenh.fuzz.seconds}. What it learns stays in {@code target/fuzz} for the next run.
 */
class FuzzingTest {
    private static final int SECONDS = Integer.getInteger("kenh.fuzz.seconds", 0);
    /** A short run ends here even on a machine that is busy otherwise. */
    private static final int LONGEST_SHORT_RUN = 60;

    private static final int SHORT_RUN = 20_000;
    private static final Path DIRECTORY = Path.of("target", "fuzz");
    private static final String READINGS = "kenh/v1/pump-1/readings";

    @Test
    void frames_letIn_areDecodedHoweverTheyAreCut() throws Exception {
        byte[] publish = new PacketBytes(0x32)
                .text(READINGS)
                .two(7)
                .raw(3, 0x23, 0, 1)
                .text("{}")
                .build();
        byte[] subscribe =
                new PacketBytes(0x82).two(1).raw(2, 0x0B, 9).text("a/+").raw(1).build();
        fuzz(
                FrameFuzz.class,
                joined(
                        0,
                        Connect.five("p")
                                .will("a/b", "gone", 5, 0x18, 0, 0, 0, 9)
                                .build(),
                        publish),
                joined(0, Connect.three("p").will("a/b", "gone").build(), new byte[] {(byte) 0xE0, 0}),
                joined(2, publish, subscribe),
                joined(2, new PacketBytes(0xE0).raw(0, 5, 0x11, 0, 0, 0, 1).build(), publish),
                joined(1, new PacketBytes(0x62).two(7).build(), new byte[] {(byte) 0xC0, 0}));
    }

    @Test
    void topics_letIn_areTextsAndTheDevicesOwn() throws Exception {
        fuzz(TopicFuzz.class, READINGS.getBytes(UTF_8), "$share/a/b/+/#".getBytes(UTF_8), "nước".getBytes(UTF_8));
    }

    @Test
    void readings_accepted_keepTheContract() throws Exception {
        fuzz(
                ReadingsFuzz.class,
                joined(
                        0,
                        "[{\"bn\":\"a/\",\"bt\":1.7e9,\"n\":\"x\",\"u\":\"V\",\"v\":1,\"s\":2}]".getBytes(UTF_8),
                        new byte[0]),
                joined(0, "{\"ts\":1763600000000,\"values\":{\"level\":1.2}}".getBytes(UTF_8), new byte[0]),
                joined(0, "{\"level\":1.2,\"on\":true}".getBytes(UTF_8), new byte[0]),
                new byte[] {1, (byte) 0x81, (byte) 0xA2, 0, 0x61, 'a', 2, (byte) 0xF9, 0x3C, 0});
    }

    private static void fuzz(Class<?> target, byte[]... seeds) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(DIRECTORY.resolve(target.getSimpleName()));
        for (int i = 0; i < seeds.length; i++) {
            Files.write(corpus.resolve("seed-" + i), seeds[i]);
        }
        Path log = DIRECTORY.resolve(target.getSimpleName() + ".log");
        Process fuzzer = new ProcessBuilder(command(target, corpus))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = fuzzer.waitFor(Math.max(SECONDS, LONGEST_SHORT_RUN) + 120L, TimeUnit.SECONDS);
        fuzzer.destroyForcibly();
        String said = Files.readString(log);
        assertThat(ended).as(said).isTrue();
        assertThat(fuzzer.exitValue()).as(said).isZero();
        assertThat(said).contains("Done ");
    }

    private static List<String> command(Class<?> target, Path corpus) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // Netty's own use of Unsafe is what the fuzzer would stumble over.
                "-Dio.netty.noUnsafe=true",
                "-Dio.netty.leakDetection.level=disabled",
                "-cp",
                classPath,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.UnsafeArrayOutOfBounds",
                "--instrumentation_includes=org.kenh.**:io.netty.handler.codec.mqtt.**",
                "--reproducer_path=" + DIRECTORY,
                "-artifact_prefix=" + DIRECTORY + "/" + target.getSimpleName() + "-",
                "-max_len=4096",
                "-timeout=60",
                "-seed=1",
                "-runs=" + (SECONDS > 0 ? -1 : SHORT_RUN),
                "-max_total_time=" + (SECONDS > 0 ? SECONDS : LONGEST_SHORT_RUN),
                corpus.toString());
    }

    private static byte[] joined(int choice, byte[] first, byte[] second) {
        byte[] joined = new byte[1 + first.length + second.length];
        joined[0] = (byte) choice;
        System.arraycopy(first, 0, joined, 1, first.length);
        System.arraycopy(second, 0, joined, 1 + first.length, second.length);
        return joined;
    }
}
