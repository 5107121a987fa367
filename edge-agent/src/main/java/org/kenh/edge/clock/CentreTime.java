package org.kenh.edge.clock;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The centre's {@code GET /v1/time} over HTTP or HTTPS: {@code {"time":"…Z","unixMs":…}}, without authentication. */
public final class CentreTime implements TimeSource {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int LONGEST_ANSWER = 1_024;
    private static final long MILLISECOND = 1_000;
    private static final Pattern UNIX_MILLIS = Pattern.compile("\"unixMs\"\\s*:\\s*(\\d{12,14})\\b");

    private final URI centre;
    private final MonotonicClock monotonic;

    /** The centre's address without a path, for example {@code http://10.1.0.2:8080}. */
    public CentreTime(URI centre, MonotonicClock monotonic) {
        this.centre = centre.resolve("/v1/time");
        this.monotonic = monotonic;
    }

    @Override
    public Optional<Observation> ask() {
        long before = monotonic.nanos();
        try {
            String answer = get();
            return observation(answer, before, monotonic.nanos());
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }

    /** The centre read its clock somewhere between the two moments; half way is wrong by half the distance at most. */
    static Optional<Observation> observation(String answer, long before, long after) {
        Matcher matcher = UNIX_MILLIS.matcher(answer);
        if (!matcher.find()) {
            return Optional.empty();
        }
        long half = (after - before) / 2;
        return Optional.of(new Observation(
                before + half, Long.parseLong(matcher.group(1)) * MILLISECOND, half / 1_000 + MILLISECOND));
    }

    private String get() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) centre.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setUseCaches(false);
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }
}
