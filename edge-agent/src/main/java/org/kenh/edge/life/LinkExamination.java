package org.kenh.edge.life;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.kenh.telemetry.DeviceId;

/**
 * Can the centre be reached over MQTT, and if not, which step fails: the name, the port, TLS, or the secret? It connects
 * as the device, so that an agent that runs at the same time loses its connection for a moment.
 */
public final class LinkExamination implements Examination {
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final Address address;
    private final Optional<SSLSocketFactory> tls;
    private final MqttGreeting greeting;
    private final String part;

    /** With TLS when a factory is given, which knows the authorities to trust. */
    public LinkExamination(Address address, Optional<SSLSocketFactory> tls, DeviceId device, String secret) {
        this.address = address;
        this.tls = tls;
        this.greeting = new MqttGreeting(device, secret);
        this.part = "link " + (tls.isPresent() ? "mqtts " : "mqtt ") + address;
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        try {
            for (InetAddress numeric : InetAddress.getAllByName(address.host())) {
                findings.add(examine(numeric));
            }
        } catch (UnknownHostException e) {
            findings.add(LinkFindings.unknownName(part, address.host()));
        }
        return LinkFindings.softened(findings);
    }

    private Finding examine(InetAddress numeric) {
        String place = numeric.getHostAddress() + " port " + address.port();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(numeric, address.port()), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            return greet(plain, place);
        } catch (ConnectException e) {
            return LinkFindings.refused(part, place);
        } catch (SocketTimeoutException | NoRouteToHostException e) {
            return LinkFindings.silent(part, place);
        } catch (SSLException e) {
            return tlsFinding(e, place);
        } catch (IOException e) {
            return LinkFindings.broken(part, place, e);
        }
    }

    private Finding greet(Socket plain, String place) throws IOException {
        if (tls.isEmpty()) {
            return LinkFindings.answered(part, place, greeting.exchange(plain));
        }
        SSLSocket secured = (SSLSocket) tls.get().createSocket(plain, address.host(), address.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        Finding answered = LinkFindings.answered(part, place, greeting.exchange(secured));
        boolean fine = answered.level() == Finding.Level.FINE;
        return fine && isOld(secured.getSession()) ? LinkFindings.old(part, place) : answered;
    }

    /** A certificate that is trusted by itself is taken after its end, too, but not by everybody. */
    private static boolean isOld(SSLSession session) throws SSLException {
        try {
            for (Certificate certificate : session.getPeerCertificates()) {
                ((X509Certificate) certificate).checkValidity();
            }
            return false;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return true;
        }
    }

    private Finding tlsFinding(SSLException failure, String place) {
        if (find(failure, CertificateExpiredException.class).isPresent()) {
            return LinkFindings.expired(part, place);
        }
        if (find(failure, CertificateNotYetValidException.class).isPresent()) {
            return LinkFindings.notYetValid(part, place);
        }
        if (find(failure, CertPathBuilderException.class).isPresent()) {
            return LinkFindings.untrusted(part, place);
        }
        boolean otherName = find(failure, CertificateException.class)
                .map(e -> String.valueOf(e.getMessage()))
                .filter(text -> text.contains("No name matching") || text.contains("subject alternative"))
                .isPresent();
        return otherName
                ? LinkFindings.otherName(part, address.host())
                : LinkFindings.noTls(part, place, String.valueOf(failure.getMessage()));
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
        }
        return Optional.empty();
    }

    /** Where the centre is. */
    public record Address(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
