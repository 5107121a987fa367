package org.kenh.edge.life;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.kenh.edge.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status page and {@code /status.json}, read-only, on this machine alone. Only {@code localhost} and its addresses are
 * taken as host, so that a page of another site that a browser shows here cannot read it through a name of its own.
 */
public final class StatusServer implements AutoCloseable {
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int NOTHING = -1;
    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);

    private final HttpServer server;
    private final ExecutorService thread;
    private final Supplier<StatusReport> report;

    private StatusServer(HttpServer server, Supplier<StatusReport> report) {
        this.server = server;
        this.report = report;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "status");
            made.setDaemon(true);
            return made;
        });
        server.setExecutor(thread);
        server.createContext("/", this::answer);
    }

    /** Listens on 127.0.0.1; port 0 takes a free one. */
    public static StatusServer open(int port, Supplier<StatusReport> report) {
        // Without it one visitor who says nothing would keep the only thread for ever.
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        try {
            InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
            StatusServer opened = new StatusServer(HttpServer.create(new InetSocketAddress(loopback, port), 8), report);
            opened.server.start();
            return opened;
        } catch (IOException e) {
            throw new ConfigException(java.util.List.of(
                    "status.port: " + port + ": không mở được / cannot be opened: " + e.getMessage()));
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!isOwnHost(exchange)) {
                send(exchange, 403, "text/plain", "only as localhost");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                send(exchange, 405, "text/plain", "read-only");
            } else if (path.equals("/status.json")) {
                send(exchange, 200, "application/json", LifeJson.text(report.get()));
            } else if (path.equals("/")) {
                send(exchange, 200, "text/html", StatusPage.html(report.get(), language(exchange)));
            } else {
                send(exchange, 404, "text/plain", "không có / not found");
            }
        } catch (RuntimeException e) {
            LOG.error("The status page failed", e);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? NOTHING : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static boolean isOwnHost(HttpExchange exchange) {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        return HOSTS.contains(host.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT));
    }

    private static String language(HttpExchange exchange) {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        if (query.equals("lang=en") || query.equals("lang=vi")) {
            return query.substring("lang=".length());
        }
        String accepted = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Language"))
                .orElse("");
        return accepted.startsWith("en") ? "en" : "vi";
    }
}
