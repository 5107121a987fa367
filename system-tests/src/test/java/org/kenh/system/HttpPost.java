package org.kenh.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.kenh.system.Api.Device;
import org.kenh.system.OneByOneDevice.Answered;

/** Posts packs over HTTP to a port of this machine. */
final class HttpPost implements OneByOneDevice.Post {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final URI readings;

    HttpPost(int port) {
        this.readings = URI.create("http://127.0.0.1:" + port + "/v1/readings");
    }

    @Override
    public Answered post(Device device, String senml) {
        HttpRequest request = HttpRequest.newBuilder(readings)
                .timeout(PATIENCE)
                .header("Content-Type", "application/senml+json")
                .header("Authorization", "Bearer " + device.id() + ":" + device.secret())
                .POST(HttpRequest.BodyPublishers.ofString(senml))
                .build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return switch (answer.statusCode()) {
                case 204 -> new Answered.Committed();
                case 408, 429, 503 -> new Answered.Later();
                default -> new Answered.Refused(answer.statusCode() + " " + answer.body());
            };
        } catch (IOException broken) {
            return new Answered.Later();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while posting", interrupted);
        }
    }
}
