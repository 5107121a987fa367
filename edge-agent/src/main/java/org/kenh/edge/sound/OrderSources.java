package org.kenh.edge.sound;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Cached files go before fetched ones, and only what has the named hash is ever played. Thread-safe. */
record OrderSources(Bulletins bulletins, Download download, Supplier<Optional<Double>> present)
        implements Orders.Sources {
    @Override
    public Path find(Orders.Order order) throws IOException {
        Optional<Path> cached = bulletins.find(order.bulletin());
        Optional<String> wanted = order.sha256();
        if (cached.isPresent()
                && (wanted.isEmpty() || bulletins.hash(cached.get()).equals(wanted))) {
            return cached.get();
        }
        if (wanted.isPresent() && order.url().isPresent()) {
            return download.fetch(order.url().get(), wanted.get());
        }
        throw new IOException(
                cached.isPresent()
                        ? cached.get() + ": sai mã băm / has another hash"
                        : order.bulletin() + ": không có tệp và không có địa chỉ / neither cached nor with an address");
    }

    @Override
    public Optional<Double> volume() {
        return present.get();
    }
}
