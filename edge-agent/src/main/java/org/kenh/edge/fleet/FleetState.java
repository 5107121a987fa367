package org.kenh.edge.fleet;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a fleet remembers from one start to the next.
 *
 * @param savedAt seconds since 1970
 * @param plant the plant's state
 * @param backlog by device: what of its history the centre does not have yet
 */
record FleetState(double savedAt, Map<String, double[]> plant, Map<String, List<Span>> backlog) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(FleetState.class);

    FleetState {
        plant = Map.copyOf(plant);
        backlog = Map.copyOf(backlog);
    }

    /** Empty if there is no file, or one that cannot be understood: then the fleet begins afresh. */
    static Optional<FleetState> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), FleetState.class));
        } catch (IOException e) {
            LOG.warn("{} cannot be used, the fleet begins afresh: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    void write(Path file) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            JSON.writeValue(fresh.toFile(), this);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** A stretch of time, in seconds since 1970; the end is not part of it. */
    record Span(double from, double to) {
        boolean contains(double time) {
            return time >= from && time < to;
        }

        @JsonIgnore
        boolean isEmpty() {
            return from >= to;
        }
    }
}
