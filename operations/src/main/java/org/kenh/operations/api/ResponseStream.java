package org.kenh.operations.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The body of a response as a stream that blocks the writing (virtual) thread while the client is slow, so that a long
 * answer takes no more memory than one piece. A client that takes nothing for a minute is given up. Unless
 * {@link #complete} is reached the connection is cut, so that half an answer does not look like a whole one.
 */
final class ResponseStream extends OutputStream {
    private static final int PIECE = 32 * 1024;
    private static final long PATIENCE_SECONDS = 60;

    private final HttpServerResponse response;
    private final Context loop;
    private final byte[] piece = new byte[PIECE];
    private int filled;
    private boolean begun;
    private boolean ended;

    ResponseStream(HttpServerResponse response, Context loop) {
        this.response = response;
        this.loop = loop;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int part = Math.min(left, PIECE - filled);
            System.arraycopy(source, from, piece, filled, part);
            filled += part;
            from += part;
            left -= part;
            if (filled == PIECE) {
                send();
            }
        }
    }

    void complete() throws IOException {
        Buffer rest = rest();
        await(() -> {
            begin();
            return response.end(rest);
        });
        ended = true;
    }

    @Override
    public void close() {
        if (begun && !ended) {
            loop.runOnContext(nothing -> response.reset());
        }
    }

    private void send() throws IOException {
        Buffer full = rest();
        await(() -> {
            begin();
            return response.write(full);
        });
    }

    private Buffer rest() {
        Buffer buffer = Buffer.buffer(filled).appendBytes(piece, 0, filled);
        filled = 0;
        return buffer;
    }

    private void begin() {
        if (!begun) {
            begun = true;
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private void await(Supplier<Future<Void>> write) throws IOException {
        CompletableFuture<Void> written = new CompletableFuture<>();
        loop.runOnContext(nothing -> write.get().onComplete(result -> {
            if (result.succeeded()) {
                written.complete(null);
            } else {
                written.completeExceptionally(result.cause());
            }
        }));
        try {
            written.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the client took its answer", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the client no longer takes its answer", e);
        }
    }
}
