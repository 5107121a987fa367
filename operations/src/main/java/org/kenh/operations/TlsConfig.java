package org.kenh.operations;

import java.nio.file.Path;
import java.util.Optional;
import org.kenh.operations.keys.ServerCertificate;

/**
 * The server's certificate. Keys {@code tls.certificate} and {@code tls.key}, PEM files.
 *
 * @param own empty: a self-signed one is made for trying out
 */
public record TlsConfig(Optional<ServerCertificate> own) {
    static TlsConfig read(Settings settings) {
        Optional<Path> certificate = settings.file("tls.certificate");
        Optional<Path> key = settings.file("tls.key");
        if (settings.has("tls.certificate") != settings.has("tls.key")) {
            settings.problem("tls.certificate and tls.key must be given together");
        }
        return new TlsConfig(certificate.flatMap(chain -> key.map(secret -> new ServerCertificate(chain, secret))));
    }
}
