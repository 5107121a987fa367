package org.kenh.operations.sitefile;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.kenh.operations.sitefile.SiteFileStore.NewVersion;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

/**
 * The desired site file of each device. A new version is queued for the device as command {@value #COMMAND} and waits for
 * it as long as {@link #PATIENCE}; only the newest version matters. Safe for any thread; blocks on the database.
 */
public final class SiteFiles {
    /** The command; its arguments are {@code version}, {@code sha256} and {@code yaml}. */
    public static final String COMMAND = "config.put";

    /** Largest file in bytes of UTF-8. Escaped and with its envelope it stays below what a command may have. */
    public static final int LARGEST = 100 * 1024;

    /** Versions that are listed. */
    public static final int MOST_LISTED = 50;

    static final Duration PATIENCE = Duration.ofDays(365);

    private final SiteFileStore store;
    private final Consumer<DeviceId> wake;
    private final InstantSource clock;

    /** {@code wake} is told which device has something new waiting. */
    public SiteFiles(SiteFileStore store, Consumer<DeviceId> wake, InstantSource clock) {
        this.store = store;
        this.wake = wake;
        this.clock = clock;
    }

    /**
     * Keeps a new version that was made from version {@code base} (0: from nothing). Empty if that is not the newest any
     * more: somebody else was quicker.
     */
    public Optional<SiteFile> put(DeviceId device, int base, String yaml, String createdBy) {
        NewVersion file = new NewVersion(base + 1, yaml, sha256(yaml), createdBy);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Command command = new Command(UUID.randomUUID().toString(), COMMAND, arguments(file), now, now.plus(PATIENCE));
        if (!store.add(device, file, command)) {
            return Optional.empty();
        }
        wake.accept(device);
        return store.find(device, file.version());
    }

    public int newestVersion(DeviceId device) {
        return store.newestVersion(device);
    }

    public Optional<SiteFile> find(DeviceId device, int version) {
        return store.find(device, version);
    }

    /** The newest {@value #MOST_LISTED}, newest first. */
    public List<SiteFile> history(DeviceId device) {
        return store.history(device, MOST_LISTED);
    }

    public Optional<SiteFile> confirmed(DeviceId device) {
        return store.confirmed(device);
    }

    private static String arguments(NewVersion file) {
        return "{\"version\":" + file.version() + ",\"sha256\":\"" + file.sha256() + "\",\"yaml\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(file.yaml())) + "\"}";
    }

    private static String sha256(String yaml) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
