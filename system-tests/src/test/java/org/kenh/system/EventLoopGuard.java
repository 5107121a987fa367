package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.kenh.operations.Main;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Runs inside a server under test and writes {@value #REPORT} with the way there whenever an event loop calls something
 * that may block: files, sockets, waiting, sleeping. So that silence means something it first sleeps on a thread that is
 * named like an event loop, which is reported with {@value #PROOF}.
 */
public final class EventLoopGuard implements BlockHoundIntegration {
    static final String REPORT = "EVENT LOOP BLOCKED by ";
    static final String PROOF = "event-loop-guard";

    private static final String EVENT_LOOP = "vert.x-eventloop-thread-";

    /** Virtual machine options of a server that is watched. */
    static List<String> options() {
        return List.of("-javaagent:" + location(BlockHound.class), "-XX:+AllowRedefinitionToAddDeleteMethods");
    }

    /** Shows that the watch works, then runs the server with the given arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        Thread thread = new Thread(EventLoopGuard::block, EVENT_LOOP + PROOF);
        thread.start();
        thread.join();
        Main.main(arguments);
    }

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.nonBlockingThreadPredicate(
                        others -> others.or(thread -> thread.getName().startsWith(EVENT_LOOP)))
                .blockingMethodCallback(method -> report(method.toString()))
                // A lock that is held for microseconds is no blocking; whoever holds one long is found by his own call.
                .allowBlockingCallsInside("java.util.concurrent.locks.AbstractQueuedSynchronizer", "acquire")
                // Reads /dev/urandom, which never waits.
                .allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "implNextBytes")
                // Once for a listener: the first connection over TLS reads the platform's certificates.
                .allowBlockingCallsInside("io.vertx.core.internal.tls.ServerSslContextProvider", "createContext");
    }

    /** Where this class lies; the server needs it on its class path. */
    static Path classes() {
        return Path.of(location(EventLoopGuard.class));
    }

    /** Fails if the log of a watched server tells of an event loop that was blocked, or was not watched. */
    static void check(String log) {
        List<String> reports =
                log.lines().filter(line -> line.startsWith(REPORT)).toList();
        assertThat(reports).as("the watch itself").anyMatch(line -> line.endsWith(PROOF));
        assertThat(reports)
                .as("blocked event loops; the ways there are in the log")
                .allMatch(line -> line.endsWith(PROOF));
    }

    private static String location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private static void block() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void report(String method) {
        String thread = Thread.currentThread().getName();
        StringBuilder text = new StringBuilder(REPORT + method + " on " + thread + "\n");
        Arrays.stream(new Throwable().getStackTrace())
                .skip(2)
                .limit(30)
                .forEach(frame -> text.append("    at ").append(frame).append('\n'));
        System.err.print(text);
    }
}
