package org.kenh.operations.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kenh.operations.Eventually;

/** A client of {@code /live} that gathers what comes. */
final class EventStream implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile String lastId = "";
    private volatile boolean ended;

    EventStream(ApiHarness harness, String token, String query, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(harness.uri("/api/v1/live" + query))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Encoding", "gzip");
        headers.forEach(request::header);
        try {
            HttpResponse<java.io.InputStream> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new AssertionError("/live answered " + answer.statusCode());
            }
            Thread.ofVirtual().start(() -> read(answer));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("/live: " + e, e);
        }
        Eventually.isTrue("the stream has begun", () -> !lastId.isEmpty());
    }

    List<Event> events() {
        return new ArrayList<>(events);
    }

    /** The id of the last event, or of the last sign of life. */
    String lastId() {
        return lastId;
    }

    Event await(int number) {
        Eventually.isTrue("event " + number + " of " + events, () -> events.size() >= number);
        return events.get(number - 1);
    }

    void awaitEnd() {
        Eventually.isTrue("the stream has ended", () -> ended);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private void read(HttpResponse<java.io.InputStream> answer) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(lastId, name, line.substring(6)));
                }
            }
        } catch (IOException e) {
            events.add(new Event("", "cut", String.valueOf(e.getMessage())));
        }
        ended = true;
    }

    record Event(String id, String name, String data) {}
}
