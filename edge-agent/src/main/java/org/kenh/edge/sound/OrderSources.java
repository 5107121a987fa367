package org.kenh.edge.sound;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of the cached file, the fetched one and the spoken text the first that is there. Only what has the named hash is ever played;
 * a text without a hash is spoken, for what is cached under its name may say something else. Thread-safe.
 */
record OrderSources(Bulletins bulletins, Download download, Speech speech, Supplier<Optional<Double>> present)
        implements Orders.Sources {
    private static final Logger LOG = LoggerFactory.getLogger(OrderSources.class);

    @Override
    public Orders.Sound find(Orders.Order order) throws IOException {
        boolean textFirst = order.text().isPresent() && order.sha256().isEmpty() && speech.isPossible();
        Optional<Path> file = textFirst ? Optional.empty() : file(order);
        if (file.isPresent()) {
            return new Orders.Sound(file.get(), false);
        }
        if (order.text().isPresent() && speech.isPossible()) {
            return new Orders.Sound(speech.speak(order.text().get()), true);
        }
        throw new IOException(
                order.text().isPresent()
                        ? "không có tiếng đọc: chưa khai actions.speak / no speech: actions.speak is not configured"
                        : order.bulletin() + ": không có tệp và không có địa chỉ / neither cached nor with an address");
    }

    private Optional<Path> file(Orders.Order order) throws IOException {
        Optional<Path> cached = bulletins.find(order.bulletin());
        Optional<String> wanted = order.sha256();
        if (cached.isPresent()
                && (wanted.isEmpty() || bulletins.hash(cached.get()).equals(wanted))) {
            return cached;
        }
        boolean spoken = order.text().isPresent() && speech.isPossible();
        try {
            if (wanted.isPresent() && order.url().isPresent()) {
                return Optional.of(download.fetch(order.url().get(), wanted.get()));
            }
            if (cached.isPresent()) {
                throw new IOException(cached.get() + ": sai mã băm / has another hash");
            }
        } catch (IOException e) {
            if (!spoken) {
                throw e;
            }
            LOG.warn("The text is spoken instead: {}", e.getMessage());
        }
        return Optional.empty();
    }

    @Override
    public Optional<Double> volume() {
        return present.get();
    }
}
