package org.kenh.operations.api;

import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Consumer;

/** What a call is answered with. */
sealed interface Answer {
    static Answer ok(Object body) {
        return new Body(200, body, Map.of());
    }

    static Answer created(Object body, String location) {
        return new Body(201, body, Map.of("Location", location));
    }

    /** It is being done; how far it has come is told there. */
    static Answer accepted(Object body, String location) {
        return new Body(202, body, Map.of("Location", location));
    }

    static Answer empty() {
        return new Empty(Map.of());
    }

    /** A value, written as JSON. */
    record Body(int status, Object body, Map<String, String> headers) implements Answer {
        public Body {
            headers = Map.copyOf(headers);
        }
    }

    /** Status 204. */
    record Empty(Map<String, String> headers) implements Answer {
        public Empty {
            headers = Map.copyOf(headers);
        }
    }

    /** Bytes as they are. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    record Raw(String contentType, byte[] bytes) implements Answer {}

    /** Bytes for a file of this name, which is plain ASCII without quotes. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    record Download(String contentType, String fileName, byte[] bytes) implements Answer {}

    /** JSON that is written while it is read from the database. */
    record Streamed(Writer writer) implements Answer {}

    /** The response is taken over, on its event loop, and ended there. */
    record TakenOver(Consumer<HttpServerResponse> taker) implements Answer {}

    /**
     * Writes a body of any length; writing blocks while the client is slow. Until the first byte is written a
     * {@link Problem} can still be thrown.
     */
    @FunctionalInterface
    interface Writer {
        void write(OutputStream output) throws IOException;
    }
}
