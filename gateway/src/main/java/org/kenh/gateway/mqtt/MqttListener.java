package org.kenh.gateway.mqtt;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's share of a listener: Vert.x spreads the connections of one address over all of them. */
final class MqttListener extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MqttListener.class);
    private static final AtomicInteger FREE_PORT_GROUPS = new AtomicInteger();

    private final NetServerOptions options;
    private final Address address;
    private final Consumer<NetSocket> accepted;

    MqttListener(NetServerOptions options, Address address, Consumer<NetSocket> accepted) {
        this.options = options;
        this.address = address;
        this.accepted = accepted;
    }

    /** An address in the making, shared by the event loops that serve it. */
    static final class Address {
        private final MqttConfig.Listener asked;
        /** Vert.x takes a negative port for "any free one, the same for all who name this number". */
        private final int port;

        private final Map<String, Integer> bound = new ConcurrentHashMap<>();

        Address(MqttConfig.Listener asked) {
            this.asked = asked;
            this.port = asked.port() > 0 ? asked.port() : -FREE_PORT_GROUPS.incrementAndGet();
        }

        /** The real port of each host that this machine has. */
        Map<String, Integer> bound() {
            return bound;
        }
    }

    @Override
    public Future<?> start() {
        Future<Integer> port = Future.succeededFuture(address.port);
        for (String host : address.asked.hosts()) {
            port = port.compose(previous -> listen(host, previous));
        }
        return port.compose(
                last -> address.bound.isEmpty() && !address.asked.hosts().isEmpty()
                        ? Future.failedFuture("this machine has none of the addresses " + address.asked.hosts())
                        : Future.succeededFuture());
    }

    /** The real port, for the next host to use too. */
    private Future<Integer> listen(String host, int port) {
        return vertx.createNetServer(options)
                .connectHandler(accepted::accept)
                .listen(port, host)
                .map(NetServer::actualPort)
                .onSuccess(real -> address.bound.put(host, real))
                .recover(failure -> isAbsent(failure) ? skip(host, port) : fail(host, failure));
    }

    private Future<Integer> skip(String host, int port) {
        LOG.warn("this machine has no address {}; MQTT does not listen there", host);
        return Future.succeededFuture(port);
    }

    private Future<Integer> fail(String host, Throwable failure) {
        String message =
                "MQTT cannot listen on " + host + " port " + address.asked.port() + ": " + failure.getMessage();
        return Future.failedFuture(new IllegalStateException(message, failure));
    }

    /** Many machines have no IPv6; that alone must not keep the door shut. */
    private static boolean isAbsent(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof SocketException
                && (message.contains("Cannot assign requested address")
                        || message.contains("Protocol family unavailable")
                        || message.contains("Address family not supported"));
    }
}
