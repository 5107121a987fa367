package org.kenh.operations.api;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.loudspeaker.source.FieldMapping;
import org.kenh.operations.loudspeaker.source.SourceDesk;
import org.kenh.operations.loudspeaker.source.SourceSettings;
import org.kenh.operations.loudspeaker.source.SourceSettings.Way;
import org.kenh.operations.loudspeaker.source.SourceStore;

/** The way to the province's source-information system; for administrators. */
final class LoudspeakerSourceResource {
    private static final Set<String> WAYS =
            Set.copyOf(Arrays.stream(Way.values()).map(Way::word).toList());
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    private static final int LONGEST = 500;
    private static final int LONGEST_KEY = 500;
    private static final int DAY = 1_440;

    private final SourceDesk desk;
    private final AuditTrail audit;

    LoudspeakerSourceResource(Backend backend, AuditTrail audit) {
        this.desk = backend.loudspeakers().broadcasting().source();
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/loudspeakers/source", Endpoint.Access.ADMINISTRATOR, this::settings),
                new Endpoint(
                        HttpMethod.PUT,
                        "/loudspeakers/source",
                        Endpoint.Access.ADMINISTRATOR,
                        this::put,
                        Endpoint.SMALL_BODY),
                Endpoint.get("/loudspeakers/source/log", Endpoint.Access.ADMINISTRATOR, this::log));
    }

    private Answer settings(Call call) {
        call.query().finish();
        return Answer.ok(view());
    }

    private Answer log(Call call) {
        call.query().finish();
        return Answer.ok(desk.log().stream().map(LogView::of).toList());
    }

    private Answer put(Call call) {
        JsonBody body = call.body();
        Way way = Optional.of(body.formed("way", WAYS::contains))
                .filter(WAYS::contains)
                .map(Way::fromWord)
                .orElse(Way.OFF);
        Optional<Path> directory = body.optionalText("directory", LONGEST).flatMap(text -> path(body, text));
        Optional<URI> url = body.optionalText("url", LONGEST).flatMap(text -> url(body, text));
        int pull = (int) body.number("pullMinutes", 1, DAY);
        int push = (int) body.number("pushMinutes", 1, DAY);
        String mapping = body.text("mapping", LONGEST);
        Optional<String> key = body.optionalSecret("key", 0, LONGEST_KEY);
        int revision = (int) body.number("revision", 0, Integer.MAX_VALUE);
        // What the answer tells may be sent back as it is.
        body.ignore("keySet", "problem", "lastPull", "lastPush", "waiting", "mappings");
        check(body, new SourceSettings(way, directory, url, pull, push, mapping, false, revision), key);
        body.finish();
        SourceSettings wanted = new SourceSettings(way, directory, url, pull, push, mapping, false, revision);
        if (!desk.put(wanted, key, call.username())) {
            throw Problem.conflict(
                    "revision", "problem.revision", desk.settings().revision());
        }
        audit.write(
                call,
                "loudspeaker.source.put",
                way.word(),
                url.map(URI::toString).or(() -> directory.map(Path::toString)).orElse("")
                        + key.map(secret -> secret.isEmpty() ? " key removed" : " key changed")
                                .orElse(""));
        return Answer.ok(view());
    }

    private void check(JsonBody body, SourceSettings wanted, Optional<String> key) {
        if (FieldMapping.of(wanted.mapping()).isEmpty()) {
            body.error("mapping", "field.oneOf", String.join(", ", FieldMapping.versions()), wanted.mapping());
        }
        if (wanted.way() == Way.FILE && wanted.directory().isEmpty()) {
            body.error("directory", "field.required");
        }
        if (wanted.way() == Way.HTTP && wanted.url().isEmpty()) {
            body.error("url", "field.required");
        }
        if (key.isEmpty()
                && desk.settings().keySet()
                && wanted.url().isPresent()
                && isElsewhere(wanted.url().get())) {
            body.error("key", "field.keyForOther");
        }
        boolean hasKey = key.map(secret -> !secret.isEmpty())
                .orElseGet(() -> desk.settings().keySet());
        wanted.url()
                .filter(url -> hasKey && url.getScheme().equals("http") && !HERE.contains(url.getHost()))
                .ifPresent(url -> body.error("url", "field.keyOverHttp"));
    }

    /** A key is not handed to somebody else than it was entered for. */
    private boolean isElsewhere(URI url) {
        return desk.settings()
                .url()
                .filter(before -> door(before).equals(door(url)))
                .isEmpty();
    }

    private static String door(URI url) {
        return (url.getScheme() + "://" + url.getAuthority()).toLowerCase(Locale.ROOT);
    }

    private static Optional<Path> path(JsonBody body, String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute() && path.normalize().equals(path)) {
                return Optional.of(path);
            }
        } catch (InvalidPathException e) {
            // told below
        }
        body.error("directory", "field.form", org.kenh.telemetry.Excerpt.of(text));
        return Optional.empty();
    }

    private static Optional<URI> url(JsonBody body, String text) {
        try {
            URI url = new URI(text);
            String scheme = url.getScheme();
            boolean web = scheme != null && (scheme.equals("http") || scheme.equals("https"));
            if (web
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // told below
        }
        body.error("url", "field.form", org.kenh.telemetry.Excerpt.of(text));
        return Optional.empty();
    }

    private SourceView view() {
        SourceSettings settings = desk.settings();
        SourceStore.Progress progress = desk.progress();
        return new SourceView(
                settings.way().word(),
                settings.directory().map(Path::toString).orElse(null),
                settings.url().map(URI::toString).orElse(null),
                settings.pullMinutes(),
                settings.pushMinutes(),
                settings.mapping(),
                FieldMapping.versions(),
                settings.keySet(),
                progress.pulledAt().orElse(null),
                desk.lastSent().orElse(null),
                desk.waiting(),
                progress.problem().orElse(null),
                settings.revision());
    }

    record SourceView(
            String way,
            @Nullable String directory,
            @Nullable String url,
            int pullMinutes,
            int pushMinutes,
            String mapping,
            List<String> mappings,
            boolean keySet,
            @Nullable Instant lastPull,
            @Nullable Instant lastPush,
            int waiting,
            @Nullable String problem,
            int revision) {}

    record LogView(
            long id,
            Instant at,
            String direction,
            String what,
            String state,
            int attempts,
            @Nullable Instant nextAt,
            @Nullable String detail) {
        static LogView of(SourceStore.LogEntry entry) {
            return new LogView(
                    entry.id(),
                    entry.at(),
                    entry.direction(),
                    entry.what(),
                    entry.state(),
                    entry.attempts(),
                    entry.nextAt().orElse(null),
                    entry.detail().orElse(null));
        }
    }
}
