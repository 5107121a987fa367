package org.kenh.edge.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.life.LinkExamination.Address;
import org.kenh.telemetry.DeviceId;

/** Every way in which the centre cannot be reached is told apart from the others. */
class LinkExaminationTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path directory = Path.of(".");

    private final List<ServerSocket> servers = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    @Test
    void name_unknown_isSaid() {
        assertThat(plain("khong-co.invalid", 1883)).isEqualTo("link.name");
    }

    @Test
    void port_closed_isSaid() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        assertThat(plain("127.0.0.1", port)).isEqualTo("link.refused");
    }

    @Test
    void secret_wrong_isSaid() throws IOException {
        assertThat(plain("127.0.0.1", serve(new ServerSocket(0), new byte[] {0x20, 3, 0, (byte) 0x86, 0})))
                .isEqualTo("link.secret");
        assertThat(plain("127.0.0.1", serve(new ServerSocket(0), new byte[] {0x20, 3, 0, (byte) 0x97, 0})))
                .isEqualTo("link.code");
    }

    @Test
    void centre_admitsTheDevice_isFine() throws IOException {
        assertThat(plain("127.0.0.1", serve(new ServerSocket(0), new byte[] {0x20, 3, 0, 0, 0})))
                .isEqualTo("link.fine");
    }

    @Test
    void somethingElseAnswers_isSaid() throws IOException {
        byte[] other = "HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(plain("127.0.0.1", serve(new ServerSocket(0), other))).isEqualTo("link.broken");
    }

    @Test
    void tls_goodCertificate_isFine() throws Exception {
        Certificate good = certificate("good", "-startdate", "-1d", "-validity", "10", "-ext", "SAN=DNS:localhost");
        assertThat(secured(good, good)).isEqualTo("link.fine");
    }

    @Test
    void tls_expiredCertificate_isSaid() throws Exception {
        Certificate expired =
                certificate("expired", "-startdate", "-10d", "-validity", "5", "-ext", "SAN=DNS:localhost");
        assertThat(secured(expired, expired)).isEqualTo("link.certificateExpired");
    }

    @Test
    void tls_expiredCertificateThatIsTrustedItself_isAWarning() throws Exception {
        Path store = directory.resolve("self.p12");
        keytool(store, "a", "-dname", "CN=self", "-startdate", "-10d", "-validity", "5", "-ext", "SAN=DNS:localhost");
        Certificate self = new Certificate(store, "a");
        assertThat(secured(self, self)).isEqualTo("link.certificateOld");
    }

    @Test
    void tls_certificateOfTomorrow_isSaid() throws Exception {
        Certificate early = certificate("early", "-startdate", "+5d", "-validity", "5", "-ext", "SAN=DNS:localhost");
        assertThat(secured(early, early)).isEqualTo("link.certificateNotYetValid");
    }

    @Test
    void tls_certificateOfAStranger_isSaid() throws Exception {
        Certificate mine = certificate("mine", "-validity", "10", "-ext", "SAN=DNS:localhost");
        Certificate other = certificate("other", "-validity", "10", "-ext", "SAN=DNS:localhost");
        assertThat(secured(mine, other)).isEqualTo("link.certificateUntrusted");
    }

    @Test
    void tls_certificateForAnotherName_isSaid() throws Exception {
        Certificate elsewhere = certificate("elsewhere", "-validity", "10", "-ext", "SAN=DNS:gw.example");
        assertThat(secured(elsewhere, elsewhere)).isEqualTo("link.certificateName");
    }

    @Test
    void tls_onAPlainPort_isSaid() throws Exception {
        Certificate any = certificate("any", "-validity", "10", "-ext", "SAN=DNS:localhost");
        int port = serve(new ServerSocket(0), new byte[] {0x20, 3, 0, 0, 0});
        assertThat(codes(new LinkExamination(
                        new Address("127.0.0.1", port), Optional.of(any.trusting()), DeviceId.of("a"), "s")))
                .isEqualTo("link.tls");
    }

    private static String plain(String host, int port) {
        return codes(new LinkExamination(new Address(host, port), Optional.empty(), DeviceId.of("tram-1"), "bí mật"));
    }

    private String secured(Certificate server, Certificate trusted) throws Exception {
        int port = serve(server.listening(), new byte[] {0x20, 3, 0, 0, 0});
        return codes(new LinkExamination(
                new Address("localhost", port), Optional.of(trusted.trusting()), DeviceId.of("tram-1"), "s"));
    }

    /** The code of the first finding that is not about another address that nobody listens on. */
    private static String codes(LinkExamination examination) {
        List<String> codes = examination.examine().stream().map(Finding::code).toList();
        return codes.stream()
                .filter(code -> !code.equals("link.refused"))
                .findFirst()
                .orElse(codes.get(0));
    }

    /** Reads a CONNECT and answers. */
    private int serve(ServerSocket server, byte[] answer) {
        servers.add(server);
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    DataInputStream input = new DataInputStream(socket.getInputStream());
                    input.readUnsignedByte();
                    input.readFully(new byte[input.readUnsignedByte()]);
                    socket.getOutputStream().write(answer);
                    socket.getOutputStream().flush();
                    assertThat(input.read()).isGreaterThanOrEqualTo(-1);
                } catch (IOException e) {
                    // The client did not like the certificate, or the test is over.
                    Thread.onSpinWait();
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server.getLocalPort();
    }

    /** A certificate, signed by an authority of its own that is valid. */
    private Certificate certificate(String name, String... options) throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        keytool(store, "ca", "-dname", "CN=authority of " + name, "-ext", "bc:c", "-startdate", "-30d");
        List<String> signed = new ArrayList<>(List.of("-dname", "CN=" + name, "-signer", "ca"));
        signed.addAll(Arrays.asList(options));
        keytool(store, "a", signed.toArray(String[]::new));
        return new Certificate(store, "ca");
    }

    private static void keytool(Path store, String alias, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-alias", alias, "-keyalg", "EC", "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", "changeit", "-keystore", store.toString()));
        command.addAll(Arrays.asList(options));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private record Certificate(Path store, String anchor) {
        ServerSocket listening() throws GeneralSecurityException, IOException {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = load();
            own.deleteEntry("ca");
            keys.init(own, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context.getServerSocketFactory().createServerSocket(0);
        }

        SSLSocketFactory trusting() throws GeneralSecurityException, IOException {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            anchors.setCertificateEntry("anchor", load().getCertificate(anchor));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        }

        private KeyStore load() throws GeneralSecurityException, IOException {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream input = Files.newInputStream(store)) {
                keys.load(input, PASSWORD);
            }
            return keys;
        }
    }
}
