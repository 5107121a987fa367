package org.kenh.operations.keys;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.kenh.operations.OperationsException;

/**
 * The server's certificate and key for TLS, as PEM files.
 *
 * @param certificate the certificate and, if any, its chain
 * @param key its private key (PKCS #8)
 */
public record ServerCertificate(Path certificate, Path key) {
    /** Ten years: nobody renews a certificate that is for trying out; a real one is configured. */
    private static final Duration VALID = Duration.ofDays(3_652);

    /** The self-signed certificate of the data directory; made at the first start. */
    public static ServerCertificate selfSigned(Path dataDirectory, Instant now) {
        Path folder = dataDirectory.resolve("tls");
        ServerCertificate files = new ServerCertificate(folder.resolve("server.crt"), folder.resolve("server.key"));
        if (Files.exists(files.certificate) && Files.exists(files.key)) {
            return files;
        }
        try {
            KeyPair keys = keyPair();
            PrivateFiles.write(files.key, pem(new JcaPKCS8Generator(keys.getPrivate(), null)));
            Files.write(files.certificate, pem(sign(keys, now))); // public: clients are given it to trust
            return files;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new OperationsException("a certificate cannot be made in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509CertificateHolder sign(KeyPair keys, Instant now) throws IOException, OperatorCreationException {
        X500Name name = new X500Name("CN=Kenh, O=Kenh");
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(120, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(Duration.ofDays(1))), // clocks of devices may be behind
                Date.from(now.plus(VALID)),
                name,
                keys.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, names());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }

    private static GeneralNames names() {
        List<GeneralName> names = new ArrayList<>(List.of(
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.iPAddress, "::1")));
        hostName().ifPresent(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private static java.util.Optional<String> hostName() {
        try {
            String host = InetAddress.getLocalHost().getHostName();
            boolean usable = host.matches("[A-Za-z0-9.-]{1,253}") && !host.equals("localhost");
            return usable ? java.util.Optional.of(host) : java.util.Optional.empty();
        } catch (UnknownHostException e) {
            return java.util.Optional.empty();
        }
    }

    private static byte[] pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
