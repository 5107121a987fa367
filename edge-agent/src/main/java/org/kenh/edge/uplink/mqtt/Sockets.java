package org.kenh.edge.uplink.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.uplink.Target;

/**
 * Makes the one socket of one link. Paho is given an address, not a name, so that it resolves nothing; what a
 * certificate has to prove is the name, which only this knows. Keeping the socket lets {@link #cut} end a link that
 * hangs in a write. Thread-safe.
 */
final class Sockets extends SocketFactory {
    private final Target target;
    private final Optional<SSLSocketFactory> tls;
    private @Nullable Socket last;
    private boolean cut;

    Sockets(Target target, Optional<SSLSocketFactory> tls) {
        this.target = target;
        this.tls = tls;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket plain = new Socket();
        plain.setTcpNoDelay(true);
        synchronized (this) {
            last = plain;
            if (cut) {
                plain.close();
            }
        }
        return tls.isPresent() ? new TlsSocket(plain, tls.get(), target.host()) : plain;
    }

    /** Closes the socket under whatever waits for it, now or later. */
    void cut() {
        synchronized (this) {
            cut = true;
            try {
                if (last != null) {
                    last.close();
                }
            } catch (IOException e) {
                // It is closed all the same.
                last = null;
            }
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw unused();
    }

    private static IOException unused() {
        return new IOException("only sockets that are connected later are made here");
    }
}
