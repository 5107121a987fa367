package org.kenh.operations;

import ch.qos.logback.classic.Level;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.kenh.gateway.GatewayException;
import org.kenh.ingest.IngestException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Starts the server. Exit codes: 0 stopped in order, 1 could not start, 2 the configuration is wrong. */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int WRONG_CONFIGURATION = 2;

    private Main() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream error = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = run(arguments, System.getenv(), out, error);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs until the process is told to stop, or ends at once with a status other than 0. */
    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream error) {
        CommandLineOptions options = new CommandLineOptions();
        CommandLine commandLine = new CommandLine(options);
        try {
            CommandLine.ParseResult parsed = commandLine.parseArgs(arguments);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return 0;
            }
            serve(Config.read(options.values(), environment), out);
            return 0;
        } catch (CommandLine.ParameterException e) {
            error.println("Sai tham số / wrong option: " + e.getMessage());
            return WRONG_CONFIGURATION;
        } catch (ConfigException e) {
            error.println("Cấu hình sai, " + e.problems().size() + " lỗi / wrong configuration:");
            e.problems().forEach(problem -> error.println("  - " + problem));
            return WRONG_CONFIGURATION;
        } catch (OperationsException | IngestException | GatewayException | java.io.UncheckedIOException e) {
            error.println("Không khởi động được / cannot start: " + e.getMessage());
            LoggerFactory.getLogger(Main.class).debug("cannot start", e);
            return CANNOT_START;
        }
    }

    private static void serve(Config config, PrintStream out) {
        if (LoggerFactory.getLogger("org.kenh") instanceof ch.qos.logback.classic.Logger logger) {
            logger.setLevel(Level.toLevel(config.logLevel()));
        }
        CountDownLatch stopped = new CountDownLatch(1);
        CompletableFuture<Server> started = new CompletableFuture<>();
        Thread hook = new Thread(() -> stop(started, out, stopped), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Server server = Server.start(config, Clock.systemUTC());
            out.print(server.greeting());
            out.flush();
            started.complete(server);
        } catch (RuntimeException e) {
            started.completeExceptionally(e);
            throw e;
        }
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Told to stop, also in the middle of the start: what has begun to start is then started and stopped in order. */
    private static void stop(CompletableFuture<Server> started, PrintStream out, CountDownLatch stopped) {
        started.handle((server, failure) -> Optional.ofNullable(server)).join().ifPresent(server -> {
            server.close();
            out.println("Kênh đã dừng / stopped.");
        });
        stopped.countDown();
    }
}
