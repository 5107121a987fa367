package org.kenh.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what binary COPY alone lands in the database of a running server. */
@Command(
        name = "copy",
        description = "Binary COPY alone: narrow rows, sorted, two connections, batches of 5,000; a schema of its own.")
final class CopyCommand implements Callable<Integer> {
    @Option(names = "--data", defaultValue = "data", description = "the data directory of the server (data)")
    private Path data = Path.of("data");

    @Option(names = "--seconds", defaultValue = "5", description = "measured, after 2 of warm-up (5)")
    private int seconds;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the fields before it calls");
        }
        Database database = Database.embeddedIn(data);
        ProcessorMeter meter = new ProcessorMeter(List.of(database::processorSeconds, ProcessorMeter.ofThis()));
        double rate = new CopyYardstick(database).measure(Duration.ofSeconds(2), Duration.ofSeconds(seconds), meter);
        double millions = rate * seconds / 1e6;
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "COPY: %,.0f values/s; processor s per million values: database %.2f, this program %.2f%n",
                        rate,
                        meter.seconds(0) / millions,
                        meter.seconds(1) / millions);
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
