package org.kenh.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kenh.gateway.session.BoundListener;
import org.kenh.operations.http.HttpListener;

/** The ports that are open, with their real numbers. Safe for any thread. */
final class OpenPorts {
    private final List<OpenPort> ports = new ArrayList<>();

    synchronized void add(HttpListener listener) {
        ports.add(new OpenPort(listener.binding().name(), listener.binding().address(), listener.port()));
    }

    synchronized void add(BoundListener listener) {
        String name = listener.transport().name().toLowerCase(Locale.ROOT);
        ports.add(new OpenPort(name, listener.host(), listener.port()));
    }

    synchronized List<OpenPort> all() {
        return List.copyOf(ports);
    }

    /** The port of this name; throws {@link OperationsException} if none is open. */
    int port(String name) {
        return all().stream()
                .filter(port -> port.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new OperationsException("no port for " + name + " is open"))
                .port();
    }

    boolean has(String name) {
        return all().stream().anyMatch(port -> port.name().equals(name));
    }

    /** One of them. */
    record OpenPort(String name, String address, int port) {}
}
