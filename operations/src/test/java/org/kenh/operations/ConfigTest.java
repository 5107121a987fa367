package org.kenh.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.operations.account.AccessPolicy;

class ConfigTest {
    @TempDir
    Path folder = Path.of(".");

    @Test
    void config_ofNothing_isSafe() {
        Config config = Config.read(Map.of(), Map.of());
        assertThat(config.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(config.demo().wanted()).isFalse();
        assertThat(config.listeners().http().port()).isEqualTo(8080);
        assertThat(config.listeners().http().address()).isEqualTo("*");
        assertThat(config.listeners().https()).isEmpty();
        assertThat(config.listeners().mqtt().address()).isEqualTo("loopback");
        assertThat(config.listeners().coap().address()).isEqualTo("loopback");
        assertThat(config.listeners().mqtts().address()).isEqualTo("*");
        assertThat(config.listeners().management().address()).isEqualTo("loopback");
        assertThat(config.listeners().management().port()).isEqualTo(9464);
        assertThat(config.database().own()).isEmpty();
        assertThat(config.access().firstPassword()).isEmpty();
        assertThat(config.access().policy()).isEqualTo(AccessPolicy.STANDARD);
    }

    @Test
    void config_fromFileEnvironmentAndOptions_theLaterWins() throws IOException {
        Path file = write("""
                http: {port: 8081}
                mqtt:
                  port: 1884
                insecure: true
                session.idle: PT30M
                map: {tile-url: "https://tiles.example/{z}/{x}/{y}.png", lat: 20.7, lon: 105.8}
                """);
        Config config = Config.read(
                Map.of("config", file.toString(), "http.port", "8082", "demo", "true"),
                Map.of("KENH_ADMIN_PASSWORD", "mot-mat-khau-dai", "KENH_DATABASE_URL", ""));
        assertThat(config.listeners().http().port()).isEqualTo(8082);
        assertThat(config.listeners().mqtt().port()).isEqualTo(1884);
        assertThat(config.listeners().mqtt().address()).isEqualTo("*");
        assertThat(config.access().policy().idle()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.access().firstPassword()).hasValue("mot-mat-khau-dai");
        assertThat(config.map().lat()).hasValue(20.7);
        assertThat(config.demo().wanted()).isTrue();
        assertThat(config.toString()).doesNotContain("mot-mat-khau-dai");
        assertThat(Config.read(Map.of(), Map.of("KENH_CONFIG", file.toString()))
                        .listeners()
                        .http()
                        .port())
                .isEqualTo(8081);
    }

    @Test
    void config_wrongInManyPlaces_namesAllOfThemAtOnce() throws IOException {
        Path file = write("""
                http: {port: 80800}
                htttp: {port: 1}
                mqtt: {address: 0.0.0.0}
                coap: {port: [1, 2]}
                session: {idle: 15m}
                log: {level: loud}
                tls: {certificate: /khong/co.pem}
                map: {tile-url: "javascript:alert(1)", lat: 100}
                cap: {sender: "a,b"}
                """);
        List<String> problems = problems(
                Map.of("config", file.toString(), "demo", "vielleicht"),
                Map.of(
                        "KENH_ADMIN_PASSWORD", "ngan",
                        "KENH_SEALING_KEY", "YWJj",
                        "KENH_DATABASE_URL", "mysql://root:bi-mat@localhost/x",
                        "KENH_DATABASE_PASSWORD", "bi-mat-khac"));

        for (String expected : List.of(
                "http.port must be a whole number from 0 to 65535, but is \"80800\"",
                "htttp.port: there is no such key",
                "mqtt.address must be loopback unless insecure is true",
                "coap.port must be a single value",
                "session.idle must be an ISO 8601 duration from PT1M to PT24H, but is \"15m\"",
                "log.level must be one of error, warn, info, debug, trace, but is \"loud\"",
                "tls.certificate must be a file that can be read, but is \"/khong/co.pem\"",
                "tls.certificate and tls.key must be given together",
                "map.tile-url must begin with http:// or https://",
                "map.lat must be a number from -90.0 to 90.0, but is \"100\"",
                "map.lat and map.lon must be given together",
                "cap.sender must have 1 to 100 characters",
                "demo must be true or false, but is \"vielleicht\"",
                "admin.password must be 12 to 256 characters (its value is not shown; from KENH_ADMIN_PASSWORD)",
                "sealing-key must be 32 bytes in base64 (its value is not shown",
                "database.url must be like jdbc:postgresql://")) {
            assertThat(problems).anyMatch(problem -> problem.startsWith(expected));
        }
        assertThat(String.join("\n", problems)).doesNotContain("ngan", "YWJj", "bi-mat");
        assertThat(problems).hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n- b", "a: b: c", "http: {port: 1}\nhttp: {port: 2}"})
    void file_thatIsNotKeysAndValues_isNamed(String text) throws IOException {
        Path file = write(text);
        assertThat(problems(Map.of("config", file.toString()), Map.of()))
                .singleElement()
                .asString()
                .startsWith(file.toString());
    }

    @Test
    void file_thatIsMissing_isNamed() {
        assertThat(problems(Map.of("config", "/khong/co.yaml"), Map.of()))
                .singleElement()
                .asString()
                .startsWith("/khong/co.yaml: cannot be read");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/kenh,                              jdbc:postgresql://db:5432/kenh,                 postgres, ''",
        "jdbc:postgresql://db/kenh?user=lan&password=p%26w&ssl=true,  jdbc:postgresql://db/kenh?ssl=true,             lan,      p&w",
        "postgres://lan:p%40w+1@db:6543/kenh,                         jdbc:postgresql://db:6543/kenh,                 lan,      p@w+1",
        "postgresql://lan@[::1]/kenh?sslmode=require,                 jdbc:postgresql://[::1]/kenh?sslmode=require,   lan,      ''"
    })
    void databaseUrl_inEveryForm_givesItsParts(String url, String jdbc, String user, String password) {
        DatabaseSettings settings = Config.read(Map.of(), Map.of("KENH_DATABASE_URL", url))
                .database()
                .own()
                .orElseThrow();
        assertThat(settings).isEqualTo(new DatabaseSettings(jdbc, user, password));
    }

    @Test
    void databaseUrl_withUserAndPasswordBeside_takesThose() {
        DatabaseSettings settings = Config.read(
                        Map.of(),
                        Map.of(
                                "KENH_DATABASE_URL", "postgres://a:b@db/kenh",
                                "KENH_DATABASE_USER", "c",
                                "KENH_DATABASE_PASSWORD", "d"))
                .database()
                .own()
                .orElseThrow();
        assertThat(settings.user()).isEqualTo("c");
        assertThat(settings.password()).isEqualTo("d");
    }

    @Test
    void sealingKey_of32Bytes_isTaken() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        assertThat(Config.read(Map.of(), Map.of("KENH_SEALING_KEY", key))
                        .access()
                        .sealingKey())
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(32));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("kenh.yaml"), text);
    }

    private static List<String> problems(Map<String, String> options, Map<String, String> environment) {
        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> Config.read(options, environment));
        assertThat(thrown).isNotNull();
        return thrown.problems();
    }
}
