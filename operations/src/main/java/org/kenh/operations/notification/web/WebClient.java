package org.kenh.operations.notification.web;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kenh.operations.notification.Failure;

/**
 * Calls other machines by HTTP: no redirects, answers of at most {@value #LARGEST_ANSWER} bytes, an end after 20 s.
 * Calls block; not for an event loop.
 */
public final class WebClient implements AutoCloseable {
    static final int LARGEST_ANSWER = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CONNECT_MILLIS = 10_000;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final HttpClient client;

    public WebClient(Vertx vertx) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAlive(false)
                .setForceSni(true)
                .setVerifyHost(true));
    }

    /** The answer, or why there is none. */
    Result call(Call call, AddressRule rule) {
        try {
            Optional<InetAddress> address = rule.resolve(call.uri().getHost());
            if (address.isEmpty()) {
                return new Result.Forbidden(
                        Failure.of(Failure.NOT_PUBLIC, call.uri().getHost()));
            }
            return send(call, address.get());
        } catch (UnknownHostException e) {
            return new Result.Failed(Failure.of(Failure.UNKNOWN_HOST, call.uri().getHost()));
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private Result send(Call call, InetAddress address) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        client.request(options(call, address))
                .compose(request -> sent(request, call))
                .onComplete(response -> {
                    if (response.succeeded()) {
                        collect(response.result(), result);
                    } else {
                        result.complete(new Result.Failed(reason(response.cause())));
                    }
                });
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Result.Failed(Failure.of(Failure.NO_ANSWER, String.valueOf(PATIENCE.toSeconds())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.Failed(Failure.of(Failure.STOPPED));
        } catch (ExecutionException e) {
            return new Result.Failed(reason(e));
        }
    }

    /** Connects to the address that was checked, whatever the name means meanwhile. */
    private static RequestOptions options(Call call, InetAddress address) {
        URI uri = call.uri();
        boolean encrypted = "https".equals(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : (encrypted ? HTTPS : HTTP);
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.method()))
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(encrypted)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .setFollowRedirects(false)
                .setIdleTimeout(PATIENCE.toMillis());
        call.headers().forEach(options::putHeader);
        return options;
    }

    private static io.vertx.core.Future<HttpClientResponse> sent(HttpClientRequest request, Call call) {
        return call.body().length == 0 ? request.send() : request.send(Buffer.buffer(call.body()));
    }

    private static void collect(HttpClientResponse response, CompletableFuture<Result> result) {
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            body.appendBuffer(part, 0, Math.min(part.length(), LARGEST_ANSWER - body.length()));
            if (body.length() >= LARGEST_ANSWER) {
                result.complete(answer(response, body)); // what counts was said
                response.request().connection().close();
            }
        });
        response.exceptionHandler(failure -> result.complete(new Result.Failed(reason(failure))));
        response.endHandler(end -> result.complete(answer(response, body)));
    }

    private static Result answer(HttpClientResponse response, Buffer body) {
        return new Result.Answer(
                response.statusCode(),
                body.toString(StandardCharsets.UTF_8),
                Optional.ofNullable(response.getHeader("Retry-After")).flatMap(WebClient::seconds));
    }

    private static Optional<Duration> seconds(String text) {
        return text.matches("[0-9]{1,6}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }

    private static Failure reason(Throwable failure) {
        String message = failure.getMessage();
        return Failure.of(
                Failure.CONNECTION, message == null ? failure.getClass().getSimpleName() : message);
    }

    /** A request. */
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    record Call(String method, URI uri, Map<String, String> headers, byte[] body) {}

    /** What came of a request. */
    sealed interface Result {
        /** Any status. */
        record Answer(int status, String body, Optional<Duration> retryAfter) implements Result {}

        record Failed(Failure why) implements Result {}

        record Forbidden(Failure why) implements Result {}
    }
}
