package org.kenh.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code bench}: each subcommand measures one thing and prints it as a table. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures what Kênh costs.",
        subcommands = {
            AlarmLatencyCommand.class,
            AlarmsCommand.class,
            BacklogCommand.class,
            CompareCommand.class,
            CopyCommand.class,
            IdleCommand.class,
            LoadCommand.class,
            MemoryCommand.class,
            PlanCommand.class,
            QueriesCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
