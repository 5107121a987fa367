package org.kenh.operations.loudspeaker.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The province's system over HTTP: {@code GET schedules} with the entity tag of the last answer, {@code POST status}, {@code plays} and
 * {@code emergencies} with an {@code Idempotency-Key}. No redirects; answers of at most 8 MiB; half a minute for each call.
 */
final class HttpLink implements Link {
    static final int LARGEST_ANSWER = 8 * 1024 * 1024;
    private static final int LARGEST_WORD = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** The other refusals of the kind 4xx do not pass by themselves. */
    private static final Set<Integer> PASSING = Set.of(401, 403, 404, 408, 409, 423, 425, 429);

    private final HttpClient client;
    private final URI base;
    private final Optional<String> key;

    HttpLink(HttpClient client, URI base, Optional<String> key) {
        this.client = client;
        this.base = base;
        this.key = key;
    }

    @Override
    public Fetch fetch(Optional<String> mark) {
        HttpRequest.Builder request = request("schedules").GET().header("Accept", "application/json, text/csv");
        mark.ifPresent(tag -> request.header("If-None-Match", tag));
        return switch (call(request.build())) {
            case Answer.None(String why) -> new Fetch.Failed(why, Optional.empty());
            case Answer.Got got when got.status() == 304 -> new Fetch.NothingNew();
            case Answer.Got got when got.status() == 204 -> new Fetch.NothingNew();
            case Answer.Got got when got.status() == 200 -> found(got);
            case Answer.Got got -> new Fetch.Failed(got.words(), got.retryAfter());
        };
    }

    private static Fetch found(Answer.Got got) {
        if (got.tooLong()) {
            return new Fetch.Failed("answer longer than " + LARGEST_ANSWER + " bytes", Optional.empty());
        }
        boolean csv = got.header("Content-Type")
                .filter(type -> type.startsWith("text/csv"))
                .isPresent();
        Document document = new Document("schedules", csv ? Intake.Format.CSV : Intake.Format.JSON, got.body());
        return new Fetch.Found(List.of(document), got.header("ETag"));
    }

    @Override
    public Delivery deliver(SourceStore.Parcel parcel) {
        HttpRequest request = request(parcel.what())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Idempotency-Key", parcel.key())
                .POST(BodyPublishers.ofString(parcel.payload()))
                .build();
        return switch (call(request)) {
            case Answer.None(String why) -> new Delivery.Failed(why, Optional.empty());
            case Answer.Got got when got.status() / 100 == 2 -> new Delivery.Done("HTTP " + got.status());
            case Answer.Got got
            when got.status() / 100 == 4 && !PASSING.contains(got.status()) -> new Delivery.Refused(got.words());
            case Answer.Got got -> new Delivery.Failed(got.words(), got.retryAfter());
        };
    }

    private HttpRequest.Builder request(String what) {
        String path = base.toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create((path.endsWith("/") ? path : path + "/") + what))
                .timeout(PATIENCE);
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private Answer call(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(LARGEST_ANSWER + 1);
                return new Answer.Got(
                        response,
                        new String(bytes, 0, Math.min(bytes.length, LARGEST_ANSWER), StandardCharsets.UTF_8),
                        bytes.length > LARGEST_ANSWER);
            }
        } catch (IOException e) {
            String message = e.getMessage();
            return new Answer.None(e.getClass().getSimpleName() + (message == null ? "" : ": " + message));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.None("stopped");
        }
    }

    private sealed interface Answer {
        record None(String why) implements Answer {}

        record Got(HttpResponse<InputStream> response, String body, boolean tooLong) implements Answer {
            int status() {
                return response.statusCode();
            }

            Optional<String> header(String name) {
                return response.headers().firstValue(name);
            }

            String words() {
                String said = body.strip().replaceAll("\\s+", " ");
                return "HTTP " + status()
                        + (said.isEmpty() ? "" : ": " + said.substring(0, Math.min(said.length(), LARGEST_WORD)));
            }

            Optional<Duration> retryAfter() {
                return header("Retry-After")
                        .filter(text -> text.matches("[0-9]{1,6}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
            }
        }
    }
}
