package org.kenh.gateway.coap;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.eclipse.californium.elements.auth.AdditionalInfo;
import org.eclipse.californium.scandium.auth.ApplicationLevelInfoSupplier;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedPskStore;
import org.eclipse.californium.scandium.util.SecretUtil;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;
import org.kenh.gateway.session.DeviceCredentials;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of handshakes, fetched off the DTLS threads. The key that a session was made with stays with its principal,
 * so that it can be compared with the store again later. One instance serves one connector.
 */
final class DeviceKeys implements AdvancedPskStore, ApplicationLevelInfoSupplier {
    /** Where the {@link Proof} stands in a principal's additional information. */
    static final String PROOF = "proof";

    private static final Logger LOG = LoggerFactory.getLogger(DeviceKeys.class);

    private final DeviceCredentials credentials;
    private final BlockingWork work;
    private volatile @Nullable HandshakeResultHandler results;

    DeviceKeys(DeviceCredentials credentials, BlockingWork work) {
        this.credentials = credentials;
        this.work = work;
    }

    @Override
    public @Nullable PskSecretResult requestPskSecretResult(
            ConnectionId connection,
            ServerNames serverNames,
            PskPublicInformation identity,
            String hmacAlgorithm,
            SecretKey otherSecret,
            byte[] seed,
            boolean useExtendedMasterSecret) {
        boolean known = identity.isCompliantEncoding() && DeviceId.isValid(identity.getPublicInfoAsString());
        if (known && work.attempt(() -> answer(find(connection, identity)))) {
            return null; // which says that the result comes later
        }
        return unknown(connection, identity);
    }

    @Override
    public void setResultHandler(@Nullable HandshakeResultHandler handler) {
        results = handler;
    }

    @Override
    public boolean hasEcdhePskSupported() {
        return true;
    }

    /** The centre never starts a handshake. */
    @Override
    public @Nullable PskPublicInformation getIdentity(InetSocketAddress peer, ServerNames virtualHost) {
        return null;
    }

    @Override
    public AdditionalInfo getInfo(Principal principal, @Nullable Object proof) {
        return proof == null ? AdditionalInfo.empty() : AdditionalInfo.from(Map.of(PROOF, proof));
    }

    private void answer(PskSecretResult result) {
        HandshakeResultHandler handler = results;
        if (handler != null) {
            handler.apply(result);
        }
    }

    private PskSecretResult find(ConnectionId connection, PskPublicInformation identity) {
        DeviceId device = DeviceId.of(identity.getPublicInfoAsString());
        Optional<byte[]> key = keyOf(device);
        if (key.isEmpty() || key.get().length == 0) {
            LOG.debug("refused the DTLS handshake of {}: no such device", device);
            return unknown(connection, identity);
        }
        SecretKey secret = SecretUtil.create(key.get(), PskSecretResult.ALGORITHM_PSK);
        return new PskSecretResult(connection, identity, secret, new Proof(key.get()));
    }

    private Optional<byte[]> keyOf(DeviceId device) {
        try {
            return credentials.preSharedKey(device);
        } catch (RuntimeException problem) {
            LOG.warn("could not get the key of device {}", device, problem);
            return Optional.empty();
        }
    }

    private static PskSecretResult unknown(ConnectionId connection, PskPublicInformation identity) {
        return new PskSecretResult(connection, identity, null);
    }
}
