package org.kenh.operations.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ends a request with an answer of RFC 9457; the one place where it is caught is {@link Dispatcher}. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Text text;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    private Problem(int status, Text text, List<FieldError> errors, Map<String, String> headers) {
        super(status + " " + text.key(), null, false, false);
        this.status = status;
        this.text = text;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    static Problem of(int status, Text text) {
        return new Problem(status, text, List.of(), Map.of());
    }

    static Problem of(int status, String key, Object... arguments) {
        return of(status, Text.of(key, arguments));
    }

    /** The fields are wrong; nothing was done. */
    static Problem invalid(List<FieldError> errors) {
        return new Problem(400, Text.of("problem.invalid"), errors, Map.of());
    }

    /** The document can be read, but says what cannot be; nothing was done. */
    static Problem unprocessable(List<FieldError> errors) {
        return new Problem(422, Text.of("problem.invalid"), errors, Map.of());
    }

    static Problem invalid(String field, String key, Object... arguments) {
        return invalid(List.of(new FieldError(field, Text.of(key, arguments))));
    }

    static Problem conflict(String field, String key, Object... arguments) {
        Text text = Text.of(key, arguments);
        return new Problem(409, text, List.of(new FieldError(field, text)), Map.of());
    }

    /** What is there stands against it, in these places; nothing was done. */
    static Problem conflict(Text text, List<FieldError> errors) {
        return new Problem(409, text, errors, Map.of());
    }

    /** Also the answer for what lies outside the person's area: nobody is told that it exists. */
    static Problem notFound(String id) {
        return of(404, "problem.notFound", id);
    }

    static Problem comeBack(int status, String key, Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new Problem(status, Text.of(key, seconds), List.of(), Map.of("Retry-After", String.valueOf(seconds)));
    }

    Problem with(String header, String value) {
        return new Problem(status, text, errors, Map.of(header, value));
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    Document document(Language language) {
        List<Document.FieldMessage> fields = errors.stream()
                .map(error -> new Document.FieldMessage(error.field(), language.say(error.text())))
                .toList();
        String title = language.say(Text.of("status." + status));
        return new Document("about:blank", title, status, language.say(text), fields);
    }

    /** What is wrong with one field or query parameter. */
    record FieldError(String field, Text text) {}

    /** The body of the answer. */
    record Document(String type, String title, int status, String detail, List<FieldMessage> errors) {
        record FieldMessage(String field, String message) {}
    }
}
