package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.account.Principal;
import org.kenh.telemetry.DeviceId;

/** A request to one endpoint, by a known person or by anybody. */
final class Call {
    private static final String YAML = "application/yaml";

    private final RoutingContext context;
    private final Optional<Principal> caller;
    private final AreaScope scope;

    Call(RoutingContext context, Optional<Principal> caller, AreaScope scope) {
        this.context = context;
        this.caller = caller;
        this.scope = scope;
    }

    Optional<Principal> caller() {
        return caller;
    }

    /** The person, where the endpoint admits only people who are signed in. */
    Principal principal() {
        return caller.orElseThrow(() -> Problem.of(401, "problem.signIn"));
    }

    String username() {
        return principal().account().username();
    }

    /** What the person may see. */
    AreaScope scope() {
        return scope;
    }

    /** A piece of the path; nothing has a name with the one character that no database stores. */
    String path(String name) {
        String value = context.pathParam(name);
        if (value.indexOf('\0') >= 0) {
            throw Problem.notFound(org.kenh.telemetry.Excerpt.of(value));
        }
        return value;
    }

    /** The device id in the path; one of another form names no device. */
    DeviceId device() {
        String id = path("id");
        if (!DeviceId.isValid(id)) {
            throw Problem.notFound(org.kenh.telemetry.Excerpt.of(id));
        }
        return DeviceId.of(id);
    }

    Query query() {
        try {
            return new Query(context.queryParams());
        } catch (HttpException | IllegalArgumentException e) { // percent signs that stand for nothing
            throw Problem.of(400, "problem.badRequest");
        }
    }

    /** The body; only {@code application/json} is taken, which a form of another site cannot send. */
    JsonBody body() {
        requireMedia("application/json");
        return JsonBody.parse(bytes());
    }

    /** The body as an object that is checked elsewhere; YAML is taken as well as JSON. */
    ObjectNode document() {
        JsonNode root = media().equals(YAML) ? Yaml.parse(bytes()) : json();
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw Problem.of(400, "problem.notObject");
    }

    private JsonNode json() {
        requireMedia("application/json");
        return Json.parse(bytes());
    }

    private byte[] bytes() {
        @Nullable Buffer bytes = context.body().buffer();
        return bytes == null ? new byte[0] : bytes.getBytes();
    }

    private void requireMedia(String wanted) {
        if (!media().equals(wanted)) {
            String type = header(HttpHeaders.CONTENT_TYPE).orElse("");
            throw Problem.of(415, "problem.mediaType", org.kenh.telemetry.Excerpt.of(type));
        }
    }

    private String media() {
        String type = header(HttpHeaders.CONTENT_TYPE).orElse("");
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** In which the caller wants to be answered. */
    Language language() {
        return Language.of(header(HttpHeaders.ACCEPT_LANGUAGE).orElse(null));
    }

    Optional<String> header(CharSequence name) {
        return Optional.ofNullable(request().getHeader(name));
    }

    /** Where the request came from. */
    String address() {
        return addressOf(request());
    }

    boolean isEncrypted() {
        return request().isSSL();
    }

    static String addressOf(HttpServerRequest request) {
        return request.remoteAddress() == null || request.remoteAddress().hostAddress() == null
                ? "?"
                : request.remoteAddress().hostAddress();
    }

    private HttpServerRequest request() {
        return context.request();
    }
}
