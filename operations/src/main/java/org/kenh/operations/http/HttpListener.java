package org.kenh.operations.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kenh.operations.OperationsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open HTTP port, on one or more addresses of this machine. Opening and closing block. */
public final class HttpListener {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_ADDRESS = 8 * 1024;

    private final Binding binding;
    private final List<HttpServer> servers = new ArrayList<>();

    private HttpListener(Binding binding) {
        this.binding = binding;
    }

    /** How every HTTP port is opened: bounded heads, HTTP/1.1 only, because its connections are easily watched. */
    public static HttpServerOptions options() {
        return new HttpServerOptions()
                .setCompressionSupported(true)
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(LONGEST_HEAD)
                .setMaxInitialLineLength(LONGEST_ADDRESS)
                .setHandle100ContinueAutomatically(true);
    }

    /** Opens the port; throws {@link OperationsException} naming port and key if that is not possible. */
    public static HttpListener open(Vertx vertx, HttpServerOptions options, Binding binding, Handlers handlers) {
        HttpListener listener = new HttpListener(binding);
        try {
            for (String host : Addresses.hosts(binding.address())) {
                HttpServer server = vertx.createHttpServer(options)
                        .connectionHandler(handlers.connections())
                        .requestHandler(handlers.requests());
                listener.bind(server, host);
            }
            return listener;
        } catch (OperationsException e) {
            listener.close(Duration.ZERO);
            throw e;
        }
    }

    /** The port that is open, also where 0 was asked for. */
    public int port() {
        return servers.getFirst().actualPort();
    }

    public Binding binding() {
        return binding;
    }

    /** Stops accepting, waits at most so long for what is being answered, and closes. */
    public void close(Duration patience) {
        List<Future<Void>> closing = servers.stream()
                .map(server -> server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        try {
            for (Future<Void> each : closing) {
                await(each);
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} did not close in order: {}", binding.name(), e.toString());
        }
    }

    private void bind(HttpServer server, String host) {
        int port = servers.isEmpty() ? binding.port() : port();
        try {
            await(server.listen(port, host));
            servers.add(server);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String what = cause instanceof BindException ? "port " + port + " cannot be had" : "cannot listen";
            throw new OperationsException(
                    binding.name() + ": " + what + " on " + host + " (key " + binding.key() + "): "
                            + cause.getMessage(),
                    cause);
        } catch (TimeoutException e) {
            throw new OperationsException(
                    binding.name() + ": could not listen on " + host + " port " + port + " in time (key "
                            + binding.key() + ")",
                    e);
        }
    }

    private static void await(Future<?> future) throws ExecutionException, TimeoutException {
        try {
            future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationsException("interrupted while a port was opened or closed", e);
        }
    }

    /**
     * What to open.
     *
     * @param name for people, for example {@code http}
     * @param key the configuration key of the port
     * @param address as in {@link Addresses}
     */
    public record Binding(String name, String key, String address, int port) {}

    /** What hears of connections and answers requests. */
    public record Handlers(Handler<HttpConnection> connections, Handler<HttpServerRequest> requests) {}
}
