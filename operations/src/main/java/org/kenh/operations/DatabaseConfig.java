package org.kenh.operations;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.ingest.DatabaseSettings;

/**
 * The database of one's own. Keys {@code database.url}, {@code database.user}, {@code database.password}, in the
 * environment {@code KENH_DATABASE_URL}, {@code _USER}, {@code _PASSWORD}.
 *
 * @param own empty: the embedded PostgreSQL is started
 */
public record DatabaseConfig(Optional<DatabaseSettings> own) {
    private static final String JDBC = "jdbc:postgresql://";
    private static final String EXPECTED =
            "like jdbc:postgresql://HOST:PORT/NAME or postgres://USER:PASSWORD@HOST/NAME";

    static DatabaseConfig read(Settings settings) {
        Optional<Parts> parts = settings.secret("database.url", EXPECTED, DatabaseConfig::parse);
        Optional<String> user = settings.text("database.user");
        Optional<String> password = settings.secret("database.password", "a text", Optional::of);
        if (!settings.has("database.url") && (user.isPresent() || password.isPresent())) {
            settings.problem("database.user and database.password are of no use without database.url");
        }
        return new DatabaseConfig(parts.map(found -> new DatabaseSettings(
                found.url(),
                user.or(found::user).orElse("postgres"),
                password.or(found::password).orElse(""))));
    }

    private static Optional<Parts> parse(String text) {
        try {
            boolean jdbc = text.startsWith(JDBC);
            URI uri = URI.create(jdbc ? text.substring("jdbc:".length()) : text);
            boolean known = List.of("postgresql", "postgres").contains(String.valueOf(uri.getScheme()));
            if (!known
                    || uri.getHost() == null
                    || uri.getPath() == null
                    || uri.getPath().length() < 2) {
                return Optional.empty();
            }
            return Optional.of(split(uri));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Takes user and password out of the URL, wherever they stand, so that it can be shown. */
    private static Parts split(URI uri) {
        Optional<String> user = Optional.empty();
        Optional<String> password = Optional.empty();
        if (uri.getRawUserInfo() != null) {
            String[] pair = uri.getRawUserInfo().split(":", 2);
            user = Optional.of(decoded(pair[0]));
            password = pair.length == 2 ? Optional.of(decoded(pair[1])) : password;
        }
        List<String> others = new ArrayList<>();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            if (parameter.startsWith("user=")) {
                user = Optional.of(decoded(parameter.substring("user=".length())));
            } else if (parameter.startsWith("password=")) {
                password = Optional.of(decoded(parameter.substring("password=".length())));
            } else {
                others.add(parameter);
            }
        }
        String url = JDBC
                + uri.getHost()
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + uri.getRawPath()
                + (others.isEmpty() ? "" : "?" + String.join("&", others));
        return new Parts(url, user, password);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private record Parts(String url, Optional<String> user, Optional<String> password) {}
}
