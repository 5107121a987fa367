package org.kenh.operations.loudspeaker.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The province's system on this machine. */
final class Province implements AutoCloseable {
    final List<Post> posts = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final AtomicInteger pulls = new AtomicInteger();
    final AtomicInteger unchanged = new AtomicInteger();
    volatile int status = 200;
    /** The answer to what contains such words. */
    volatile Map<String, Integer> refused = Map.of();

    volatile String schedules = "[]";
    volatile String type = "application/json";
    volatile Optional<String> retryAfter = Optional.empty();
    /** Says that more comes, which never does. */
    volatile boolean stalls;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);

    Province() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/nguon/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/nguon");
    }

    List<Post> posts(String what) {
        return posts.stream().filter(post -> post.what().equals(what)).toList();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String what = exchange.getRequestURI().getPath().substring("/nguon/".length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .ifPresent(authorizations::add);
        byte[] answer = new byte[0];
        int code = status;
        if (what.equals("schedules")) {
            pulls.incrementAndGet();
            String tag = "\"" + Integer.toHexString(schedules.hashCode()) + "\"";
            boolean known = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            unchanged.addAndGet(code == 200 && known ? 1 : 0);
            code = code == 200 && known ? 304 : code;
            answer = code == 200 ? schedules.getBytes(StandardCharsets.UTF_8) : answer;
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.getResponseHeaders().set("Content-Type", type);
        } else {
            code = refused.entrySet().stream()
                    .filter(words -> body.contains(words.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .findFirst()
                    .orElse(status);
            posts.add(new Post(what, exchange.getRequestHeaders().getFirst("Idempotency-Key"), body));
        }
        retryAfter.ifPresent(wait -> exchange.getResponseHeaders().set("Retry-After", wait));
        if (stalls) {
            stall(exchange, code);
            return;
        }
        exchange.sendResponseHeaders(code, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void stall(HttpExchange exchange, int code) throws IOException {
        exchange.sendResponseHeaders(code, 1_000);
        exchange.getResponseBody().write('[');
        exchange.getResponseBody().flush();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    record Post(String what, String key, String body) {}
}
