package org.kenh.operations.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.OperationsException;
import org.kenh.operations.account.Role;
import org.kenh.operations.sitefile.SiteFile;
import org.kenh.operations.sitefile.SiteFiles;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file by which a device is to work, its versions, and how far the device has come with it. */
final class SiteFileResource {
    private static final Logger LOG = LoggerFactory.getLogger(SiteFileResource.class);
    private static final String PATH = "/devices/{id}/config";
    private static final int LARGEST_BODY = 512 * 1024;

    /** These lie on the board alone: who holds the centre must not get hold of them, nor lock a board out. */
    private static final List<String> LOCAL_KEYS = List.of("secret", "secret-file", "remote");

    /** A place in the parser's words: its line, and two lines that show it. */
    private static final Pattern MARK = Pattern.compile("\\s*\\R in '[^']*', line (\\d+), column \\d+:\\R.*\\R.*\\R");

    private static final YAMLMapper YAML = new YAMLMapper();

    private final SiteFiles files;
    private final Places places;
    private final AuditTrail audit;

    SiteFileResource(Backend backend, Places places, AuditTrail audit) {
        this.files = backend.siteFiles();
        this.places = places;
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        Endpoint.Access readers =
                Endpoint.Access.only(Role.OPERATOR, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR);
        return List.of(
                Endpoint.get(PATH, readers, this::read),
                Endpoint.get(PATH + "/{version}", readers, this::version),
                new Endpoint(HttpMethod.PUT, PATH, Endpoint.Access.ADMINISTRATOR, this::put, LARGEST_BODY));
    }

    private Answer read(Call call) {
        call.query().finish();
        return Answer.ok(view(places.device(call, call.device()).id()));
    }

    private Answer version(Call call) {
        call.query().finish();
        DeviceId device = places.device(call, call.device()).id();
        String given = call.path("version");
        return Inputs.integer(given, 1, Integer.MAX_VALUE)
                .flatMap(version -> files.find(device, version))
                .map(file -> Answer.ok(VersionView.of(file)))
                .orElseThrow(() -> Problem.notFound(org.kenh.telemetry.Excerpt.of(given)));
    }

    private Answer put(Call call) {
        DeviceId device = places.device(call, call.device()).id();
        JsonBody body = call.body();
        int base = (int) body.number("base", 0, Integer.MAX_VALUE - 1);
        String yaml = body.secret("yaml", 1, SiteFiles.LARGEST);
        check(body, device, yaml);
        body.finish();
        SiteFile file = files.put(device, base, yaml, call.username())
                .orElseThrow(() -> Problem.conflict("base", "problem.configChanged", files.newestVersion(device)));
        writeDown(call, file);
        return Answer.ok(view(device));
    }

    /** The form alone; whether the device can work by it the device says. */
    private static void check(JsonBody body, DeviceId device, String yaml) {
        if (yaml.getBytes(StandardCharsets.UTF_8).length > SiteFiles.LARGEST) {
            body.error("yaml", "field.bytes", SiteFiles.LARGEST);
        }
        if (yaml.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            body.error("yaml", "field.control");
        }
        try {
            JsonNode root = YAML.readTree(yaml);
            if (!yaml.isEmpty() && !root.isObject()) {
                body.error("yaml", "field.yamlObject");
            }
            Map<String, String> lines = linesOfKeys(yaml);
            LOCAL_KEYS.stream()
                    .filter(root::has)
                    .forEach(key -> body.error("yaml", "field.yamlLocal", key, lines.getOrDefault(key, "?")));
            if (root.has("device") && !root.path("device").asText().equals(device.value())) {
                body.error("yaml", "field.yamlDevice", device, lines.getOrDefault("device", "?"));
            }
        } catch (JsonProcessingException e) {
            body.error("yaml", "field.yaml", line(e), sentences(e));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Where the parser stopped. Jackson's own place is where the token before ended. */
    private static String line(JsonProcessingException failure) {
        @Nullable JsonLocation place = failure.getLocation();
        return MARK.matcher(words(failure))
                .results()
                .reduce((earlier, later) -> later)
                .map(mark -> mark.group(1))
                .orElse(place == null ? "?" : Integer.toString(place.getLineNr()));
    }

    private static String sentences(JsonProcessingException failure) {
        return MARK.splitAsStream(words(failure)).map(String::strip).collect(Collectors.joining("; "));
    }

    private static String words(JsonProcessingException failure) {
        return failure.getOriginalMessage().strip() + "\n";
    }

    /** The lines, counted from 1, on which the keys of the whole file stand. */
    private static Map<String, String> linesOfKeys(String yaml) throws IOException {
        Map<String, String> lines = new HashMap<>();
        try (JsonParser parser = YAML.createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                JsonStreamContext context = parser.getParsingContext();
                if (token == JsonToken.FIELD_NAME && context.getParent().inRoot()) {
                    String line = Integer.toString(parser.currentTokenLocation().getLineNr());
                    lines.put(parser.currentName(), line);
                }
            }
        }
        return lines;
    }

    /** An error here would make the caller repeat what is queued already; who did it stands with the version as well. */
    private void writeDown(Call call, SiteFile file) {
        String detail = "version=" + file.version() + " sha256=" + file.sha256();
        try {
            audit.write(call, "device.config", file.device().value(), detail);
        } catch (OperationsException e) {
            LOG.error(
                    "{} changed the site file of {} ({}), which is not audited",
                    call.username(),
                    file.device(),
                    detail,
                    e);
        }
    }

    private ConfigView view(DeviceId device) {
        List<SiteFile> history = files.history(device);
        Optional<SiteFile> desired = history.stream().findFirst();
        Optional<SiteFile> confirmed = files.confirmed(device);
        return new ConfigView(
                device.value(),
                desired.map(VersionView::of).orElse(null),
                confirmed.map(EntryView::of).orElse(null),
                history.stream().map(EntryView::of).toList());
    }

    record ConfigView(
            String device,
            @Nullable VersionView desired,
            @Nullable EntryView confirmed,
            List<EntryView> history) {}

    /** A version without its text. */
    record EntryView(
            int version,
            String sha256,
            Instant createdAt,
            String createdBy,
            String state,
            Instant stateAt,
            @Nullable String detail) {
        static EntryView of(SiteFile file) {
            return new EntryView(
                    file.version(),
                    file.sha256(),
                    file.createdAt(),
                    file.createdBy(),
                    file.state().word(),
                    file.stateAt(),
                    file.detail().isEmpty() ? null : file.detail());
        }
    }

    record VersionView(
            int version,
            String yaml,
            String sha256,
            Instant createdAt,
            String createdBy,
            String state,
            Instant stateAt,
            @Nullable String detail) {
        static VersionView of(SiteFile file) {
            return new VersionView(
                    file.version(),
                    file.yaml(),
                    file.sha256(),
                    file.createdAt(),
                    file.createdBy(),
                    file.state().word(),
                    file.stateAt(),
                    file.detail().isEmpty() ? null : file.detail());
        }
    }
}
