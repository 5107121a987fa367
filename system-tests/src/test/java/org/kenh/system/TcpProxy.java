package org.kenh.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A network between devices and a server's TCP port that can be made to fail: connections that are cut in order, reset,
 * cut in the middle of a packet, left half open, or stand still, and answers that are lost. Safe for any thread.
 */
final class TcpProxy implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int BUFFER = 16_384;
    private static final int CONNECT_MILLIS = 5_000;

    private final int target;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Set<Socket> halfOpen = ConcurrentHashMap.newKeySet();
    private final Gate gate = new Gate();
    private final AtomicLong budget = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean losingAnswers;

    /** Passes all on until told otherwise. */
    TcpProxy(int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 256, LOOPBACK);
        } catch (IOException failure) {
            throw new UncheckedIOException("no port for a proxy of " + target, failure);
        }
        Thread.ofVirtual().name("proxy-" + target).start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Ends all connections with a FIN to both sides. */
    void cut() {
        links.forEach(Link::close);
    }

    /** Ends all connections with a RST to both sides. */
    void reset() {
        links.forEach(Link::reset);
    }

    /** The devices lose their connections; the server hears nothing of it until {@link #forgetHalfOpen}. */
    void leaveHalfOpen() {
        links.forEach(Link::leaveHalfOpen);
    }

    void forgetHalfOpen() {
        halfOpen.forEach(TcpProxy::close);
        halfOpen.clear();
    }

    /** Passes so many more bytes towards the server, of all connections together, then resets them all, once. */
    void resetAfter(long bytes) {
        budget.set(bytes);
    }

    /** Neither side gets anything until {@link #goOn}. */
    void standStill() {
        gate.shut();
    }

    void goOn() {
        gate.open();
    }

    /** Swallows what the server says until told otherwise; a connection that lost something has to be ended. */
    void loseAnswers(boolean losing) {
        losingAnswers = losing;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            gate.open();
            cut();
            forgetHalfOpen();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket device = listener.accept();
                Thread.ofVirtual().start(() -> connect(device));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket device) {
        Socket server = new Socket();
        try {
            server.setTcpNoDelay(true);
            device.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(LOOPBACK, target), CONNECT_MILLIS);
        } catch (IOException away) {
            close(device);
            close(server);
            return;
        }
        Link link = new Link(device, server);
        links.add(link);
        Thread.ofVirtual().start(link::passToServer);
        Thread.ofVirtual().start(link::passToDevice);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // It has no connection any more, which is what was wanted.
        }
    }

    /** One connection of a device, and the one to the server that stands for it. */
    private final class Link {
        private final Socket device;
        private final Socket server;
        private volatile boolean abandoned;

        private Link(Socket device, Socket server) {
            this.device = device;
            this.server = server;
        }

        private void passToServer() {
            pass(device, server, true);
        }

        private void passToDevice() {
            pass(server, device, false);
        }

        private void pass(Socket from, Socket to, boolean towardsServer) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    gate.pass();
                    if (towardsServer) {
                        spend(count, out, buffer);
                    } else if (!losingAnswers && !abandoned) {
                        out.write(buffer, 0, count);
                    }
                }
            } catch (IOException broken) {
                // Whoever broke it, both sides are told below.
            }
            if (!abandoned) {
                close();
            }
        }

        private void spend(int count, OutputStream out, byte[] buffer) throws IOException {
            long before = budget.getAndUpdate(left -> left == Long.MAX_VALUE ? left : Math.max(0, left - count));
            if (before >= count) {
                out.write(buffer, 0, count);
                return;
            }
            out.write(buffer, 0, (int) before);
            budget.set(Long.MAX_VALUE);
            TcpProxy.this.reset();
        }

        private void leaveHalfOpen() {
            abandoned = true;
            links.remove(this);
            halfOpen.add(server);
            TcpProxy.reset(device);
        }

        private void reset() {
            links.remove(this);
            TcpProxy.reset(device);
            TcpProxy.reset(server);
        }

        private void close() {
            links.remove(this);
            TcpProxy.close(device);
            TcpProxy.close(server);
        }
    }

    /** Stands open until it is shut. */
    private static final class Gate {
        private boolean shut;

        synchronized void shut() {
            shut = true;
        }

        synchronized void open() {
            shut = false;
            notifyAll();
        }

        synchronized void pass() throws IOException {
            while (shut) {
                try {
                    wait();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted at the gate", interrupted);
                }
            }
        }
    }
}
