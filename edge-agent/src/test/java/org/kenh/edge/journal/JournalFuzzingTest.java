package org.kenh.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A fuzzer looks for bytes that the journal's reader stumbles over: 20,000 inputs, or for {@code kenh.fuzz.seconds}. */
class JournalFuzzingTest {
    private static final int SECONDS = Integer.getInteger("kenh.fuzz.seconds", 0);
    private static final int LONGEST_SHORT_RUN = 60;
    private static final int SHORT_RUN = 20_000;
    private static final Path DIRECTORY = Path.of("target", "fuzz");

    @Test
    void records_damagedOrNonsense_areSkippedAndTheOthersFound() throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(DIRECTORY.resolve("journal"));
        Path log = DIRECTORY.resolve("journal.log");
        Process fuzzer = new ProcessBuilder(command(corpus))
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

    private static List<String> command(Path corpus) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JournalFuzz.class.getName(),
                "--instrumentation_includes=org.kenh.**",
                "--reproducer_path=" + DIRECTORY,
                "-artifact_prefix=" + DIRECTORY + "/journal-",
                "-max_len=2048",
                "-timeout=60",
                "-seed=1",
                "-runs=" + (SECONDS > 0 ? -1 : SHORT_RUN),
                "-max_total_time=" + (SECONDS > 0 ? SECONDS : LONGEST_SHORT_RUN),
                corpus.toString());
    }
}
