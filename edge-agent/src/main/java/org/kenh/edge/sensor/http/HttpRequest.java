package org.kenh.edge.sensor.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.config.ConfigNode;

/**
 * One request to a fixed address. Redirects are not followed, since an instrument must not choose whom the agent asks;
 * answers are bounded in size.
 */
final class HttpRequest {
    static final int LARGEST_ANSWER = 256 * 1024;

    private static final URI NOWHERE = URI.create("http://localhost/");
    private final URI url;
    private final String method;
    private final String authorization;
    private final int timeoutMillis;
    private volatile @Nullable HttpURLConnection running;

    private HttpRequest(URI url, String method, String authorization, int timeoutMillis) {
        this.url = url;
        this.method = method;
        this.authorization = authorization;
        this.timeoutMillis = timeoutMillis;
    }

    /** Reads {@code url} and {@code authorization}, and {@code method} if it is an output. */
    static HttpRequest of(ConfigNode node, String usualMethod, long timeoutMillis) {
        String method = usualMethod.equals("GET") || !node.has("method")
                ? usualMethod
                : node.oneOf("method", List.of("PUT", "POST", "GET"));
        return new HttpRequest(
                url(node),
                method,
                node.has("authorization") ? node.secret("authorization") : node.text("authorization", ""),
                (int) timeoutMillis);
    }

    private static URI url(ConfigNode node) {
        Optional<URI> url = parse(node.text("url"));
        if (url.isEmpty()) {
            node.problem("url", "phải là địa chỉ http:// hoặc https://", "must be an address http:// or https://");
        }
        return url.orElse(NOWHERE);
    }

    private static Optional<URI> parse(String text) {
        try {
            URI url = new URI(text);
            boolean usable =
                    List.of("http", "https").contains(String.valueOf(url.getScheme())) && url.getHost() != null;
            return usable ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    URI url() {
        return url;
    }

    /** The body of a good answer; what is not 2xx is a failure. */
    byte[] send(String body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        running = connection;
        try {
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setConnectTimeout(timeoutMillis);
            connection.setReadTimeout(timeoutMillis);
            connection.setRequestMethod(method);
            connection.setRequestProperty("Accept", "application/json");
            if (!authorization.isEmpty()) {
                connection.setRequestProperty("Authorization", authorization);
            }
            if (!method.equals("GET")) {
                write(connection, body);
            }
            return answer(connection);
        } catch (SocketTimeoutException e) {
            throw new IOException("không trả lời / no answer", e);
        } finally {
            connection.disconnect();
            running = null;
        }
    }

    private static void write(HttpURLConnection connection, String body) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status / 100 == 3) {
            throw new IOException("chuyển hướng không được theo / redirects are not followed (HTTP " + status + ")");
        }
        if (status / 100 != 2) {
            throw new IOException("HTTP " + status);
        }
        try (InputStream in = connection.getInputStream()) {
            byte[] bytes = in.readNBytes(LARGEST_ANSWER + 1);
            if (bytes.length > LARGEST_ANSWER) {
                throw new IOException("trả lời quá lớn / answer is larger than " + LARGEST_ANSWER / 1024 + " KiB");
            }
            return bytes;
        }
    }

    /** Ends a request that runs. */
    void cancel() {
        HttpURLConnection connection = running;
        if (connection != null) {
            connection.disconnect();
        }
    }
}
