package org.kenh.gateway.coap;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;

/** The protocol stack's settings. Nothing is read from or written to a file. */
final class Tuning {
    /** A transfer whose next block does not come within this is forgotten; longer than all retransmissions. */
    static final int BLOCK_LIFETIME_SECONDS = 120;

    static final int BLOCK_SWEEP_SECONDS = 5;

    /** Fits the smallest MTU of IPv6 (1,280) together with the headers of IPv6, UDP, DTLS with connection id and CoAP. */
    private static final int PAYLOAD = 1024;

    private static final int SMALLEST_MTU = 1280;
    /**
     * What lies here while a commit or the garbage collector takes its time is not lost, and a lost datagram costs its
     * sender two seconds. The system gives at most {@code net.core.rmem_max}.
     */
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

    private static final int LARGEST_DATAGRAM = 16 * 1024;
    private static final int CONNECTION_ID_BYTES = 6;
    private static final int MESSAGES_REMEMBERED_PER_PEER = 64;

    static {
        CoapConfig.register();
        UdpConfig.register();
        DtlsConfig.register();
    }

    private Tuning() {}

    static Configuration of(org.kenh.gateway.coap.CoapConfig.Limits limits, int largestBody) {
        Configuration configuration = Configuration.createStandardWithoutFile();
        tuneUdp(configuration);
        tuneCoap(configuration, limits, largestBody);
        tuneDtls(configuration, limits);
        return configuration;
    }

    private static void tuneUdp(Configuration configuration) {
        configuration
                .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
                .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1)
                .set(UdpConfig.UDP_DATAGRAM_SIZE, LARGEST_DATAGRAM)
                .set(UdpConfig.UDP_RECEIVE_BUFFER_SIZE, RECEIVE_BUFFER)
                .set(UdpConfig.UDP_CONNECTOR_OUT_CAPACITY, 10_000);
    }

    private static void tuneCoap(
            Configuration configuration, org.kenh.gateway.coap.CoapConfig.Limits limits, int largestBody) {
        configuration
                .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, largestBody)
                .set(CoapConfig.MAX_MESSAGE_SIZE, PAYLOAD)
                .set(CoapConfig.PREFERRED_BLOCK_SIZE, PAYLOAD)
                .set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, BLOCK_LIFETIME_SECONDS, TimeUnit.SECONDS)
                .set(CoapConfig.BLOCKWISE_STATUS_INTERVAL, BLOCK_SWEEP_SECONDS, TimeUnit.SECONDS)
                .set(CoapConfig.MAX_ACTIVE_PEERS, 2 * limits.maxSessions())
                .set(CoapConfig.MAX_SERVER_OBSERVES, limits.maxObservers())
                // Without it, one busy device fills the memory with its messages of the last four minutes.
                .set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP)
                .set(CoapConfig.PEERS_MARK_AND_SWEEP_MESSAGES, MESSAGES_REMEMBERED_PER_PEER)
                .set(CoapConfig.USE_MESSAGE_OFFLOADING, true);
    }

    private static void tuneDtls(Configuration configuration, org.kenh.gateway.coap.CoapConfig.Limits limits) {
        configuration
                .set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY)
                .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
                .set(DtlsConfig.DTLS_RECEIVE_BUFFER_SIZE, RECEIVE_BUFFER)
                .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CONNECTION_ID_BYTES)
                .set(DtlsConfig.DTLS_USE_HELLO_VERIFY_REQUEST, true)
                // A resumed session would not ask for the key again, and a PSK handshake costs little.
                .set(DtlsConfig.DTLS_SERVER_USE_SESSION_ID, false)
                .set(DtlsConfig.DTLS_MAX_CONNECTIONS, limits.maxSessions())
                .set(
                        DtlsConfig.DTLS_STALE_CONNECTION_THRESHOLD,
                        limits.idleSession().toSeconds(),
                        TimeUnit.SECONDS)
                .set(DtlsConfig.DTLS_REMOVE_STALE_DOUBLE_PRINCIPALS, true)
                .set(DtlsConfig.DTLS_MAX_TRANSMISSION_UNIT, SMALLEST_MTU)
                .set(DtlsConfig.DTLS_CIPHER_SUITES, cipherSuites());
    }

    /** Forward secrecy first; then what the smallest devices have. */
    private static List<CipherSuite> cipherSuites() {
        return List.of(
                        CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256,
                        CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256,
                        CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256,
                        CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256,
                        CipherSuite.TLS_PSK_WITH_AES_128_CCM_8,
                        CipherSuite.TLS_PSK_WITH_AES_128_CCM)
                .stream()
                .filter(CipherSuite::isSupported)
                .toList();
    }
}
