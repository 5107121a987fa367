package org.kenh.gateway.coap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.kenh.gateway.coap.CoapConfig.Listener;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.BoundListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open addresses of one protocol, all with the same port. */
final class Endpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final int ATTEMPTS_AT_A_FREE_PORT = 20;

    private final List<CoapEndpoint> open;
    private final List<BoundListener> listeners;

    private Endpoints(List<CoapEndpoint> open, List<BoundListener> listeners) {
        this.open = List.copyOf(open);
        this.listeners = List.copyOf(listeners);
    }

    /** Opens all hosts or none. A host's address that this machine does not have is left out if another one is had. */
    static Endpoints open(Transport transport, Listener listener, Builder builder) throws IOException {
        List<String> hosts = new ArrayList<>();
        for (String host : listener.hosts()) {
            if (isHere(host)) {
                hosts.add(host);
            } else {
                LOG.warn("{} does not listen on {}: this machine has no such address", transport, host);
            }
        }
        if (hosts.isEmpty() && !listener.hosts().isEmpty()) {
            throw new IOException("this machine has none of the addresses " + listener.hosts());
        }
        return openOnOnePort(transport, hosts, listener.port(), builder);
    }

    List<BoundListener> listeners() {
        return listeners;
    }

    @Override
    public void close() {
        open.forEach(CoapEndpoint::destroy);
    }

    /** A port that is free on one host may be taken on the next: then another one is tried. */
    private static Endpoints openOnOnePort(Transport transport, List<String> hosts, int port, Builder builder)
            throws IOException {
        int attempts = port == 0 ? ATTEMPTS_AT_A_FREE_PORT : 1;
        while (true) {
            attempts--;
            try {
                return openOnce(transport, hosts, port, builder);
            } catch (IOException taken) {
                if (attempts == 0) {
                    throw taken;
                }
            }
        }
    }

    private static Endpoints openOnce(Transport transport, List<String> hosts, int port, Builder builder)
            throws IOException {
        List<CoapEndpoint> opened = new ArrayList<>();
        List<BoundListener> listeners = new ArrayList<>();
        int common = port;
        for (String host : hosts) {
            CoapEndpoint endpoint = builder.build(address(host, common));
            opened.add(endpoint);
            try {
                endpoint.start();
            } catch (IOException cause) {
                opened.forEach(CoapEndpoint::destroy);
                throw new IOException(
                        "cannot listen on " + host + " port " + common + "/udp: " + cause.getMessage(), cause);
            }
            common = endpoint.getAddress().getPort();
            listeners.add(new BoundListener(transport, host, common));
        }
        return new Endpoints(opened, listeners);
    }

    private static boolean isHere(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
    }

    /** The wildcard of either family stands for both where the machine has both. */
    private static InetSocketAddress address(String host, int port) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        return address.isAnyLocalAddress() ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
    }

    /** Makes an endpoint that is not started yet. */
    interface Builder {
        CoapEndpoint build(InetSocketAddress address);
    }
}
