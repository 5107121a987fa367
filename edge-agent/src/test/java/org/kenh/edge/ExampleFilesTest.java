package org.kenh.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The site files that are packed with the agent. */
class ExampleFilesTest {
    private static final Path EXAMPLES = Path.of("src/dist/examples");

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("names")
    void check_anExample_isRight(String name) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "of-the-centre\n");
        String text = Files.readString(EXAMPLES.resolve(name));
        assertThat(text).contains("secret-file: /etc/kenh-agent/secret");
        Path file =
                Files.writeString(directory.resolve(name), text.replace("/etc/kenh-agent/secret", secret.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int code = new CommandLine(new CheckCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(file.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString()).contains("đúng / valid", "may (host)");
    }

    @Test
    void examples_areThoseOfTheDocumentation() throws IOException {
        assertThat(names()).contains("board.yaml", "field-probe.yaml", "loudspeaker.yaml", "pumping-station.yaml");
        String documentation = Files.readString(Path.of("../docs/agent.md"));
        assertThat(names()).allSatisfy(name -> assertThat(documentation).contains("`" + name + "`"));
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
