package org.kenh.edge.uplink.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A socket that connects to an address and has the other side prove a name: TLS 1.2 or 1.3 and nothing older, the name
 * checked against the certificate as HTTPS does (RFC 2818). Has the methods that a client of TCP uses.
 */
final class TlsSocket extends Socket {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final Socket plain;
    private final SSLSocketFactory tls;
    private final String host;
    private volatile @Nullable SSLSocket secured;

    TlsSocket(Socket plain, SSLSocketFactory tls, String host) {
        this.plain = plain;
        this.tls = tls;
        this.host = host;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        plain.connect(endpoint, timeout);
        plain.setSoTimeout(timeout);
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        secured = socket;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return secured().getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return secured().getOutputStream();
    }

    @Override
    public synchronized void setSoTimeout(int timeout) throws SocketException {
        plain.setSoTimeout(timeout);
    }

    @Override
    public void shutdownInput() {
        // TLS ends as a whole; closing does it.
    }

    @Override
    public synchronized void close() throws IOException {
        SSLSocket socket = secured;
        if (socket != null) {
            socket.close();
        }
        plain.close();
    }

    private SSLSocket secured() throws IOException {
        SSLSocket socket = secured;
        if (socket == null) {
            throw new SocketException("not connected");
        }
        return socket;
    }
}
