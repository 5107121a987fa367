package org.kenh.operations.api;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.OperationsException;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.account.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls on virtual threads, a bounded number at a time, and turns whatever comes out of them into an answer. No
 * call can end without one, and none can harm another.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int MOST_CALLS = 256;
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Guard guard;
    private final Registry registry;
    private final ExecutorService blocking;
    private final Semaphore places = new Semaphore(MOST_CALLS);

    Dispatcher(Guard guard, Registry registry, ExecutorService blocking) {
        this.guard = guard;
        this.registry = registry;
        this.blocking = blocking;
    }

    /** Takes a request with its body complete; to be called on the event loop. */
    void dispatch(RoutingContext context, Endpoint endpoint) {
        Context loop = context.vertx().getOrCreateContext();
        if (!places.tryAcquire()) {
            refuse(context, Problem.comeBack(503, "problem.busy", RETRY));
            return;
        }
        try {
            blocking.execute(() -> {
                try {
                    run(context, endpoint, loop);
                } finally {
                    places.release();
                }
            });
        } catch (RejectedExecutionException e) {
            places.release();
            refuse(context, Problem.comeBack(503, "problem.stopping", RETRY));
        }
    }

    static void refuse(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.headWritten() || response.closed()) {
            context.request().connection().close();
            return;
        }
        Language language = Language.of(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        problem.headers().forEach(response::putHeader);
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(Json.bytes(problem.document(language))));
    }

    private void run(RoutingContext context, Endpoint endpoint, Context loop) {
        try {
            Optional<Principal> principal = guard.admit(context.request(), endpoint);
            Call call = new Call(context, principal, scopeOf(principal));
            answer(context, loop, endpoint.action().answer(call));
        } catch (Problem problem) {
            loop.runOnContext(nothing -> refuse(context, problem));
        } catch (OperationsException | IngestException e) {
            LOG.warn("{} {}: the store failed: {}", endpoint.method(), endpoint.path(), e.getMessage());
            loop.runOnContext(nothing -> refuse(context, Problem.comeBack(503, "problem.storeAway", RETRY)));
        } catch (IOException e) {
            LOG.debug("{} {}: the client went away: {}", endpoint.method(), endpoint.path(), e.getMessage());
            loop.runOnContext(nothing -> context.request().connection().close());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} {} failed", endpoint.method(), endpoint.path(), e);
            loop.runOnContext(nothing -> refuse(context, Problem.of(500, "problem.internal")));
        }
    }

    private AreaScope scopeOf(Optional<Principal> principal) {
        Optional<String> area = principal.flatMap(known -> known.account().area());
        return AreaScope.of(area, area.isPresent() ? registry.areas() : List.of());
    }

    private static void answer(RoutingContext context, Context loop, Answer answer) throws IOException {
        switch (answer) {
            case Answer.Body body -> {
                byte[] bytes = Json.bytes(body.body());
                loop.runOnContext(nothing -> writeBody(context, body, bytes));
            }
            case Answer.Empty(Map<String, String> headers) ->
                loop.runOnContext(nothing -> {
                    headers.forEach(context.response()::putHeader);
                    context.response()
                            .setStatusCode(204)
                            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                            .end();
                });
            case Answer.Raw(String contentType, byte[] bytes) ->
                loop.runOnContext(nothing -> writeTagged(context, contentType, bytes));
            case Answer.Download(String contentType, String fileName, byte[] bytes) ->
                loop.runOnContext(nothing -> {
                    context.response().putHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
                    writeTagged(context, contentType, bytes);
                });
            case Answer.Streamed(Answer.Writer writer) -> {
                try (ResponseStream stream = new ResponseStream(context.response(), loop)) {
                    writer.write(stream);
                    stream.complete();
                }
            }
            case Answer.TakenOver(java.util.function.Consumer<HttpServerResponse> taker) ->
                loop.runOnContext(nothing -> taker.accept(context.response()));
        }
    }

    private static void writeBody(RoutingContext context, Answer.Body body, byte[] bytes) {
        body.headers().forEach(context.response()::putHeader);
        context.response().setStatusCode(body.status());
        if (context.request().method().equals(HttpMethod.GET)) {
            writeTagged(context, "application/json", bytes);
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // A secret is never compressed together with what somebody else may have chosen.
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                .end(Buffer.buffer(bytes));
    }

    /** Lists are polled: what has not changed is not sent again. */
    private static void writeTagged(RoutingContext context, String contentType, byte[] bytes) {
        String tag = EntityTag.of(bytes);
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .putHeader(HttpHeaders.VARY, "Authorization, Cookie");
        if (EntityTag.matches(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, contentType).end(Buffer.buffer(bytes));
    }
}
