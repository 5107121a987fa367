package org.kenh.gateway.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * libcoap's {@code coap-client}. It ends with 0 whatever happened, so its output is what counts: at verbosity 7 it
 * shows every message with its type and code.
 */
final class CommandLineClient {
    private static final long DEADLINE_SECONDS = 40;

    private final List<String> command = new ArrayList<>();

    private CommandLineClient(String variant) {
        command.addAll(List.of("coap-client-" + variant, "-v", "7", "-B", "20"));
    }

    static CommandLineClient plain() {
        return new CommandLineClient("notls");
    }

    /** {@code variant}: openssl or gnutls. */
    static CommandLineClient secure(String variant, String device, String secret) {
        return new CommandLineClient(variant).with("-u", device, "-k", secret);
    }

    CommandLineClient with(String... options) {
        command.addAll(List.of(options));
        return this;
    }

    String get(String uri) {
        return with("-m", "get", uri).run();
    }

    String post(String uri, byte[] payload) {
        try {
            Path file = Files.createTempFile("coap", ".payload");
            try {
                Files.write(file, payload);
                return with("-m", "post", "-f", file.toString(), uri).run();
            } finally {
                Files.delete(file);
            }
        } catch (IOException problem) {
            throw new IllegalStateException(problem);
        }
    }

    String post(String uri, String payload) {
        return post(uri, payload.getBytes(UTF_8));
    }

    private String run() {
        try {
            Path output = Files.createTempFile("coap", ".output");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                return Files.readString(output, java.nio.charset.StandardCharsets.ISO_8859_1);
            } finally {
                Files.delete(output);
            }
        } catch (IOException problem) {
            throw new IllegalStateException(problem);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(problem);
        }
    }
}
