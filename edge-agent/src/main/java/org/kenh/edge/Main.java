package org.kenh.edge;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.kenh.edge.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code agent}. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        version = Main.VERSION,
        description = "Kênh – tác tử hiện trường / field agent",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            FingerprintCommand.class,
            FleetCommand.class
        })
public final class Main implements Runnable {
    static final String VERSION = "0.1.0";
    private static final int BAD_CONFIGURATION = 78;

    @Spec
    private CommandSpec spec;

    private Main(CommandSpec spec) {
        this.spec = spec;
    }

    /** Held here, for a logger that nobody holds forgets its level. */
    private static final Logger COAP_LIBRARY = Logger.getLogger("org.eclipse.californium");

    public static void main(String[] args) {
        if (COAP_LIBRARY.getLevel() == null) {
            // It tells of every endpoint that it opens, and there is one for each connection.
            COAP_LIBRARY.setLevel(Level.WARNING);
        }
        int code = execute(args);
        // After a signal the process is ending already, and another exit would wait for ever.
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs until it is told to end; returns the exit code. */
    static int execute(String... args) {
        CommandSpec unset = CommandSpec.create();
        return new CommandLine(new Main(unset))
                .setExecutionExceptionHandler((error, line, parsed) -> {
                    if (error instanceof ConfigException) {
                        line.getErr().println(error.getMessage());
                        return BAD_CONFIGURATION;
                    }
                    throw error;
                })
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "agent: run SITE.yaml | check SITE.yaml | doctor SITE.yaml | fingerprint FILE.wav | fleet FLEET.yaml");
    }
}
