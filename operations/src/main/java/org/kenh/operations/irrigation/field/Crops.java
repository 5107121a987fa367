package org.kenh.operations.irrigation.field;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.operations.irrigation.agronomy.Crop;
import org.kenh.operations.irrigation.agronomy.CropLibrary;

/**
 * The crops of the library as the staff have changed them. Every change has a reason and stays as a version. Safe for any
 * thread; blocks on the database.
 */
public final class Crops {
    /** Versions that are listed. */
    public static final int MOST_LISTED = 100;

    private final CropLibrary library;
    private final CropStore store;
    private final InstantSource clock;

    public Crops(CropLibrary library, CropStore store, InstantSource clock) {
        this.library = library;
        this.store = store;
        this.clock = clock;
    }

    /** All crops as they hold now, in the order of the library. */
    public List<KeptCrop> all() {
        Map<String, KeptCrop> changed = store.newest().stream()
                .collect(Collectors.toMap(kept -> kept.crop().id(), Function.identity()));
        return library.crops().stream()
                .map(crop -> changed.getOrDefault(crop.id(), shipped(crop)))
                .toList();
    }

    /** As it holds now; empty for a crop that the library does not have. */
    public Optional<KeptCrop> find(String id) {
        return library.find(id)
                .map(crop -> store.history(id, 1).stream().findFirst().orElseGet(() -> shipped(crop)));
    }

    /** The newest {@value #MOST_LISTED} changes, newest first, and the library's own; empty for an unknown crop. */
    public List<KeptCrop> history(String id) {
        List<KeptCrop> history = new ArrayList<>();
        library.find(id).ifPresent(crop -> {
            history.addAll(store.history(id, MOST_LISTED));
            history.add(shipped(crop));
        });
        return List.copyOf(history);
    }

    /** Keeps a change of version {@code base}. */
    public Saved change(Crop crop, int base, Author author) {
        Optional<KeptCrop> before = find(crop.id());
        if (before.isEmpty()) {
            return new Saved.Unknown();
        }
        KeptCrop.Change change =
                new KeptCrop.Change(clock.instant().truncatedTo(ChronoUnit.MICROS), author.name(), author.reason());
        boolean newest = before.get().version() == base && store.add(new KeptCrop(crop, base + 1, Optional.of(change)));
        return newest
                ? new Saved.Done(base + 1)
                : new Saved.Conflict(find(crop.id()).map(KeptCrop::version).orElse(base));
    }

    private static KeptCrop shipped(Crop crop) {
        return new KeptCrop(crop, 0, Optional.empty());
    }

    /** Who changes a crop, and why. */
    public record Author(String name, String reason) {}
}
