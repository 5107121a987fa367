package org.kenh.gateway.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.elements.auth.ExtensiblePrincipal;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.Authenticator;
import org.kenh.gateway.session.DeviceCredentials;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Excerpt;

/**
 * Says which device sent a request. Over DTLS it is the PSK identity that the handshake has proven; a {@code device}
 * in the query must not differ from it. Plain requests name {@code device} and {@code secret} in the query.
 */
final class Authentication {
    private static final String DEVICE = "device=";
    private static final String SECRET = "secret=";

    private final Authenticator authenticator;
    private final DeviceCredentials credentials;
    private final BlockingWork work;
    private volatile long doubtedAt = System.nanoTime() - 1;

    Authentication(Authenticator authenticator, DeviceCredentials credentials, BlockingWork work) {
        this.authenticator = authenticator;
        this.credentials = credentials;
        this.work = work;
    }

    /** Passes the outcome on, at once or from a virtual thread, exactly once. */
    void authenticate(Request request, Consumer<Outcome> next) {
        Principal principal = request.getSourceContext().getPeerIdentity();
        if (principal == null) {
            authenticatePlain(request, next);
        } else {
            authenticateSession(request, principal, next);
        }
    }

    static Transport transportOf(Request request) {
        return request.getSourceContext().getPeerIdentity() == null ? Transport.COAP : Transport.COAPS;
    }

    /** A device's secret was renewed or it was deleted: nobody is let in any more without asking the store again. */
    void doubt() {
        doubtedAt = System.nanoTime();
    }

    /** Whether the caller's secret still holds. Blocks when it has not been checked for a while. */
    boolean holds(Caller caller) {
        Proof proof = caller.proof();
        return proof.isFresh(doubtedAt) || proof.renew(credentials.verify(caller.device(), proof.secret()));
    }

    private void authenticatePlain(Request request, Consumer<Outcome> next) {
        Optional<String> device = query(request, DEVICE);
        Optional<String> secret = query(request, SECRET);
        if (device.isEmpty() || secret.isEmpty()) {
            next.accept(new Denied(ResponseCode.UNAUTHORIZED, "query must name device=ID and secret=SECRET"));
        } else if (!DeviceId.isValid(device.get())) {
            next.accept(wrong());
        } else {
            Proof proof = new Proof(secret.get().getBytes(UTF_8));
            Caller caller = new Caller(DeviceId.of(device.get()), Transport.COAP, addressOf(request), proof);
            inTheBackground(next, () -> next.accept(verify(caller)));
        }
    }

    private void authenticateSession(Request request, Principal principal, Consumer<Outcome> next) {
        Optional<Proof> proof = principal instanceof ExtensiblePrincipal<?> extensible
                ? Optional.ofNullable(extensible.getExtendedInfo().get(DeviceKeys.PROOF, Proof.class))
                : Optional.empty();
        if (proof.isEmpty()) {
            next.accept(wrong());
            return;
        }
        DeviceId device = DeviceId.of(principal.getName());
        Optional<String> named = query(request, DEVICE);
        if (named.isPresent() && !named.get().equals(device.value())) {
            next.accept(new Denied(
                    ResponseCode.FORBIDDEN,
                    "device " + device + " must not speak for \"" + Excerpt.of(named.get()) + "\""));
            return;
        }
        Caller caller = new Caller(device, Transport.COAPS, addressOf(request), proof.get());
        if (proof.get().isFresh(doubtedAt)) {
            next.accept(new Accepted(caller));
        } else {
            inTheBackground(next, () -> next.accept(holds(caller) ? new Accepted(caller) : wrong()));
        }
    }

    private Outcome verify(Caller caller) {
        return switch (authenticator.verify(caller.device(), caller.proof().secret(), caller.address())) {
            case ACCEPTED -> new Accepted(caller);
            case WRONG -> wrong();
            case UNAVAILABLE -> busy();
        };
    }

    private void inTheBackground(Consumer<Outcome> next, Runnable task) {
        if (!work.attempt(task)) {
            next.accept(busy());
        }
    }

    private static Outcome wrong() {
        return new Denied(ResponseCode.UNAUTHORIZED, "device and secret do not match");
    }

    private static Outcome busy() {
        return new Denied(ResponseCode.SERVICE_UNAVAILABLE, "cannot check secrets now");
    }

    private static Optional<String> query(Request request, String prefix) {
        List<String> query = request.getOptions().getUriQuery();
        return query.stream()
                .filter(part -> part.startsWith(prefix))
                .map(part -> part.substring(prefix.length()))
                .findFirst();
    }

    private static String addressOf(Request request) {
        return request.getSourceContext().getPeerAddress().getAddress().getHostAddress();
    }

    /** The device is who it says, or not. */
    sealed interface Outcome {}

    record Accepted(Caller caller) implements Outcome {}

    record Denied(ResponseCode code, String reason) implements Outcome {}
}
