package org.kenh.operations.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.operations.OperationsException;

class KeysTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path data = Path.of(".");

    @Test
    void sealingKey_madeAtTheFirstStart_isPrivateAndFoundAgain() throws IOException {
        byte[] key = SealingKey.of(data);
        assertThat(key).hasSize(32);
        assertThat(SealingKey.of(data)).isEqualTo(key);
        assertThat(mode(data.resolve("sealing.key"))).isEqualTo("rw-------");
    }

    @Test
    void sealingKey_damaged_isNotReplaced() throws IOException {
        Files.writeString(data.resolve("sealing.key"), "AAAA");
        assertThatThrownBy(() -> SealingKey.of(data))
                .isInstanceOf(OperationsException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("sealing.key");
        assertThat(data.resolve("sealing.key")).hasContent("AAAA");
    }

    @Test
    void sealingKey_parsed_mustHave32Bytes() {
        assertThat(SealingKey.parse(Base64.getEncoder().encodeToString(new byte[32])))
                .isPresent();
        assertThat(SealingKey.parse(Base64.getEncoder().encodeToString(new byte[31])))
                .isEmpty();
        assertThat(SealingKey.parse("không phải")).isEmpty();
    }

    @Test
    void certificate_selfSigned_namesThisMachineAndStays() throws IOException, GeneralSecurityException {
        ServerCertificate files = ServerCertificate.selfSigned(data, NOW);
        X509Certificate certificate = read(files.certificate());

        certificate.checkValidity(Date.from(NOW));
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(certificate.getSubjectAlternativeNames())
                .contains(List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(mode(files.key())).isEqualTo("rw-------");
        assertThat(files.key()).content().startsWith("-----BEGIN PRIVATE KEY-----");
        ServerCertificate again = ServerCertificate.selfSigned(data, NOW.plusSeconds(1));
        assertThat(read(again.certificate())).isEqualTo(certificate);
    }

    private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream input = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
