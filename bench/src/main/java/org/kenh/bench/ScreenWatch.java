package org.kenh.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that shows the alarm console to a browser and notes when each alarm stood on its screen. It says "ready" when
 * the console is open; when its input ends it prints a line {@code subject inPage drawn} for each alarm, in Unix
 * milliseconds, and ends. {@link #close} ends it at once.
 */
final class ScreenWatch implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final BufferedReader output;

    private ScreenWatch(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Returns when the console is open. */
    static ScreenWatch open(String command, ServerUnderTest server) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", "exec " + command).redirectError(ProcessBuilder.Redirect.INHERIT);
        server.giveAccess(builder.environment());
        ScreenWatch watch = new ScreenWatch(builder.start());
        String first = watch.output.readLine();
        if (!"ready".equals(first)) {
            watch.close();
            throw new IllegalStateException("'%s' should say ready, said %s".formatted(command, first));
        }
        return watch;
    }

    /** What was on the screen, by the subject of the alarm. */
    Map<String, Shown> conclude() throws IOException {
        process.outputWriter().close();
        Map<String, Shown> shown = new HashMap<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            put(line, shown);
        }
        return shown;
    }

    private static void put(String line, Map<String, Shown> shown) {
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
            throw new IllegalStateException("expected 'subject inPage drawn' of the screen, got '" + line + "'");
        }
        shown.put(words[0], new Shown(Long.parseLong(words[1]), Long.parseLong(words[2])));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * When an alarm was shown, in Unix milliseconds.
     *
     * @param inPage its row was in the page
     * @param drawn the frame with it was done
     */
    record Shown(long inPage, long drawn) {}
}
