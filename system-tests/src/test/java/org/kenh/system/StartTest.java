package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kenh.system.Api.Device;

/** First start, stop, and start again on the same data. */
class StartTest {
    private static final Pattern PASSWORD = Pattern.compile("(?im)^.*(?:mật khẩu|password).*?[:=]\\s*(\\S{12,})\\s*$");

    @Test
    void server_startedWithoutAPassword_makesOneUpAndSaysItOnce() {
        try (ServerProcess server = ServerProcess.startWithoutPassword("first-start")) {
            String password = Await.value(
                    "the password is shown",
                    Duration.ofSeconds(10),
                    () -> passwords(server).stream().findFirst());
            Api api = Api.signIn(server, "admin", password);
            Device device = api.newDevice();
            DeviceClient.HTTP.send(server, device, Sample.pack(100, Instant.now()));
            EmbeddedDatabase database = server.database();

            assertThat(server.stop()).isLessThan(Duration.ofSeconds(5));
            Await.until("the database has stopped too", Duration.ofSeconds(5), () -> !database.isAlive());
            server.startAgain();

            assertThat(passwords(server)).containsExactly(password);
            assertThat(Api.signIn(server, "admin", password).readings(device, "level"))
                    .hasSize(100);
        }
    }

    private static List<String> passwords(ServerProcess server) {
        return PASSWORD.matcher(server.log())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
