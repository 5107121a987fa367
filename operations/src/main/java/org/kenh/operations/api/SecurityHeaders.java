package org.kenh.operations.api;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser is told about every answer: run nothing and load nothing from elsewhere, be framed by nobody;
 * and what time it is here. */
final class SecurityHeaders {
    private static final Pattern ORIGIN = Pattern.compile("(https?://[^/]+)/.*");

    /** As RFC 9110 wants it. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final String contentSecurityPolicy;
    private final InstantSource clock;

    /** Map tiles, if they come from elsewhere, are the one exception. */
    SecurityHeaders(Optional<String> tileUrl, InstantSource clock) {
        this.clock = clock;
        String tiles = tileUrl.map(ORIGIN::matcher)
                .filter(Matcher::matches)
                .map(matcher -> " " + matcher.group(1).replaceAll("\\{[^}]*}", "*"))
                .orElse("");
        this.contentSecurityPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                + "img-src 'self' data: blob:" + tiles + "; connect-src 'self'" + tiles + "; font-src 'self' data:; "
                + "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
                + "frame-ancestors 'none'";
    }

    void add(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("Date", DATE.format(clock.instant()))
                .set("Content-Security-Policy", contentSecurityPolicy)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "same-origin")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Permissions-Policy", "camera=(), geolocation=(self), microphone=()");
        if (context.request().isSSL()) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        context.next();
    }
}
