package org.kenh.edge.sensor.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.sensor.Recorder;
import org.kenh.edge.sensor.Sensors;
import org.kenh.edge.sensor.TestSite;
import org.kenh.telemetry.Quality;

/** Against Net-SNMP's {@code snmpd}. */
class SnmpDriverTest {
    private static final String UPTIME = "1.3.6.1.2.1.1.3.0";
    private static final String EXTENDED = "1.3.6.1.4.1.8072.1.3.2.3.1.1.4.118.111.108.116";

    private final Recorder recorder = new Recorder();

    @TempDir
    Path directory;

    private int port;
    private @Nullable Process snmpd;

    @BeforeEach
    void start() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            port = socket.getLocalPort();
        }
        Path config = Files.writeString(directory.resolve("snmpd.conf"), """
                rocommunity doi-mat-khau 127.0.0.1
                createUser loa SHA-256 "mat-khau-xac-thuc" AES "mat-khau-rieng-tu"
                rouser loa priv
                extend volt /bin/echo 231.5
                """);
        ProcessBuilder builder = new ProcessBuilder(
                        "/usr/sbin/snmpd",
                        "-f",
                        "-C",
                        "-c",
                        config.toString(),
                        "-Lf",
                        directory.resolve("log").toString(),
                        "udp:127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile());
        // Otherwise snmpd would keep its state in a folder of the machine.
        builder.environment().put("SNMP_PERSISTENT_DIR", directory.toString());
        snmpd = builder.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        Process ending = Objects.requireNonNull(snmpd);
        ending.destroy();
        // It writes its state at the end, into the folder that is removed next.
        assertThat(ending.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void read_version2c_getsNumbersAndTextsAndNamesWhatIsMissing() {
        try (Sensors sensors = TestSite.start(site("version: 2c, community: doi-mat-khau"), recorder)) {
            Recorder.Sent uptime = recorder.await("loa/uptime", Quality.GOOD);
            assertThat(uptime.value()).isBetween(0.0, 3_600.0);
            assertThat(uptime.unit()).isEqualTo("s");
            assertThat(recorder.await("loa/voltage", Quality.GOOD).value()).isEqualTo(231.5);
            recorder.await("loa/missing", Quality.BAD);
            assertThat(recorder.await(sent -> sent.text().contains("missing: ")).text())
                    .contains("the device has no such object");
            assertThat(sensors.status().get(0).place()).doesNotContain("doi-mat-khau");
        }
    }

    @Test
    void read_version3_isAuthenticatedAndEncrypted() {
        String user = "version: 3, user: loa, password: mat-khau-xac-thuc, privacy-password: mat-khau-rieng-tu";
        try (Sensors sensors = TestSite.start(site(user), recorder)) {
            assertThat(recorder.await("loa/voltage", Quality.GOOD).value()).isEqualTo(231.5);
            assertThat(sensors.status().get(0).place()).endsWith("v3 loa");
        }
    }

    @Test
    void read_wrongPassword_isBad() {
        String user = "version: 3, user: loa, password: mat-khau-nham, privacy-password: mat-khau-rieng-tu";
        try (Sensors sensors = TestSite.start(site(user), recorder)) {
            recorder.await(sent -> sent.text().contains("password?"));
            recorder.await("loa/voltage", Quality.BAD);
            assertThat(sensors.board().all().values())
                    .allMatch(entry -> entry.measurement().quality() == Quality.BAD);
        }
    }

    @Test
    void of_noCommunity_isAProblemSinceThereIsNoDefault() {
        assertThatThrownBy(() -> TestSite.drivers(site("version: 2c")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("drivers[0].community: is missing");
        assertThatThrownBy(() -> TestSite.drivers(site("version: 3, user: loa, password: short")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("drivers[0].password: must have at least 8 characters");
    }

    private String site(String credentials) {
        return """
                drivers:
                  - {name: loa, type: snmp, host: 127.0.0.1, port: %d, interval: 0.3, timeout: 1, %s, points: [
                      {name: uptime, oid: %s, scale: 0.01, unit: s}, {name: voltage, oid: %s, unit: V},
                      {name: missing, oid: 1.3.6.1.2.1.99.1.0}]}
                """.formatted(port, credentials, UPTIME, EXTENDED);
    }
}
