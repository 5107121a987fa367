package org.kenh.edge.clock;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.clock.TimeSource.Observation;

class TimeSourcesTest {
    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

    @TempDir
    Path directory;

    @Test
    void centre_answers_isTakenHalfWay() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/v1/time", exchange -> {
            byte[] body =
                    "{\"time\":\"2025-11-20T01:20:00Z\",\"unixMs\":1763601600000}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            long[] nanos = {1_000_000_000L};
            URI centre = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            CentreTime source = new CentreTime(centre, () -> {
                nanos[0] += 40_000_000L;
                return nanos[0];
            });

            assertThat(source.ask()).contains(new Observation(1_060_000_000L, 1_763_601_600_000_000L, 21_000));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void centre_unreachableOrTalkingNonsense_saysNothing() {
        CentreTime source = new CentreTime(URI.create("http://127.0.0.1:1"), () -> 0);

        assertThat(source.ask()).isEmpty();
        assertThat(CentreTime.observation("<html>sign in</html>", 0, 10)).isEmpty();
    }

    @Test
    void timesyncd_onceItHasSetTheClock_isTrusted() throws IOException {
        Path mark = Files.createFile(directory.resolve("synchronized"));
        NtpState source = new NtpState(() -> 5_000, InstantSource.fixed(NOW), mark);

        assertThat(source.ask()).contains(new Observation(5_000, NOW.getEpochSecond() * 1_000_000, 100_000));
    }

    @Test
    void answersOfTimedatectlAndChrony_areUnderstood() {
        assertThat(NtpState.meansSynchronized("yes\n")).isTrue();
        assertThat(NtpState.meansSynchronized("no\n")).isFalse();
        assertThat(
                        NtpState.meansSynchronized(
                                "A29FC87B,162.159.200.123,4,1763601600.1,0.000002,0.0,0.0,-7.5,0.0,0.0,0.03,0.002,64.5,Normal\n"))
                .isTrue();
        assertThat(NtpState.meansSynchronized("00000000,,0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,Not synchronised\n"))
                .isFalse();
    }
}
