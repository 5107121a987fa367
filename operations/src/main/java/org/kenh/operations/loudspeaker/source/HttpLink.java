package org.kenh.operations.loudspeaker.source;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The province's system over HTTP: {@code GET schedules}, all bulletins that stand, with the entity tag of the last answer, {@code POST status}, {@code plays} and
 * {@code emergencies} with an {@code Idempotency-Key}. No redirects; answers of at most 8 MiB; half a minute for each call.
 */
final class HttpLink implements Link {
    static final int LARGEST_ANSWER = 8 * 1024 * 1024;
    private static final int LARGEST_WORD = 300;
    /** For a whole call, body and all. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** The other refusals of the kind 4xx do not pass by themselves. */
    private static final Set<Integer> PASSING = Set.of(403, 404, 408, 409, 423, 425);

    /** Said of all that is sent, not of the one that was. */
    private static final Set<Integer> DOWN = Set.of(401, 429, 502, 503, 504);

    private final HttpClient client;
    private final URI base;
    private final Optional<String> key;
    private final Duration patience;

    HttpLink(HttpClient client, URI base, Optional<String> key, Duration patience) {
        this.client = client;
        this.base = base;
        this.key = key;
        this.patience = patience;
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
        boolean csv = got.header("Content-Type")
                .filter(type -> type.startsWith("text/csv"))
                .isPresent();
        Document document = new Document(
                "schedules",
                csv ? Intake.Format.CSV : Intake.Format.JSON,
                got.response().body(),
                true,
                Optional.empty());
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
            case Answer.None(String why) -> new Delivery.Down(why, Optional.empty());
            case Answer.Got got when got.status() / 100 == 2 -> new Delivery.Done("HTTP " + got.status());
            case Answer.Got got when DOWN.contains(got.status()) -> new Delivery.Down(got.words(), got.retryAfter());
            case Answer.Got got
            when got.status() / 100 == 4 && !PASSING.contains(got.status()) -> new Delivery.Refused(got.words());
            case Answer.Got got -> new Delivery.Failed(got.words(), got.retryAfter());
        };
    }

    private HttpRequest.Builder request(String what) {
        String path = base.toString();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create((path.endsWith("/") ? path : path + "/") + what));
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    /** The time is for all of the answer: the client's own ends with the headers, and a body may stall for ever. */
    private Answer call(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST_ANSWER));
        try {
            return new Answer.Got(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Answer.None("no whole answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Answer.None(words(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer.None("stopped");
        }
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private sealed interface Answer {
        record None(String why) implements Answer {}

        record Got(HttpResponse<String> response) implements Answer {
            int status() {
                return response.statusCode();
            }

            Optional<String> header(String name) {
                return response.headers().firstValue(name);
            }

            String words() {
                String said = response.body().strip().replaceAll("\\s+", " ");
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
