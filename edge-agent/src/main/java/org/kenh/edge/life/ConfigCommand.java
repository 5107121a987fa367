package org.kenh.edge.life;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.control.CommandHandler;
import org.kenh.edge.control.Outcome;
import org.kenh.telemetry.Command;

/**
 * {@code config.put {version, sha256, yaml}}: takes a new file from the centre. It is checked as {@code agent check} does,
 * kept, and the agent begins anew with it; how that went is answered later. Thread-safe.
 */
public final class ConfigCommand implements CommandHandler {
    /** Largest file, in bytes. */
    static final int LARGEST = 100 * 1024;

    private static final String NAME = "config.put";

    private final RemoteConfiguration remote;
    private final Consumer<String> check;
    private final Consumer<String> report;
    private final Runnable restart;

    /**
     * {@code check} throws {@link ConfigException} for a file that cannot be worked by, {@code report} hears all that is
     * wrong with it, {@code restart} begins anew a little later.
     */
    public ConfigCommand(
            RemoteConfiguration remote, Consumer<String> check, Consumer<String> report, Runnable restart) {
        this.remote = remote;
        this.check = check;
        this.report = report;
        this.restart = restart;
    }

    @Override
    public List<String> names() {
        return List.of(NAME);
    }

    @Override
    public boolean isHarmlessLate(String name) {
        return true;
    }

    @Override
    public Outcome obey(Command command) {
        try {
            ObjectNode args = LifeJson.object(command.args());
            int version = args.path("version").asInt();
            String yaml = args.path("yaml").asText();
            requireWhole(version, yaml, args.path("sha256").asText());
            check.accept(yaml);
            remote.keepForTrial(version, command.id(), yaml);
            restart.run();
            // Its end is known only after the restart, and answered then.
            return new Outcome.Accepted("", new CompletableFuture<>());
        } catch (ConfigException e) {
            String text = String.valueOf(e.getMessage());
            report.accept(text);
            return new Outcome.Refused(text);
        } catch (IOException e) {
            return new Outcome.Failed("không ghi được / could not be written: " + e.getMessage());
        }
    }

    private void requireWhole(int version, String yaml, String sha256) {
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        if (version < 1 || bytes.length == 0 || bytes.length > LARGEST) {
            throw refused("thiếu version hoặc yaml, hoặc quá lớn / version or yaml missing, or too large");
        }
        if (version <= remote.version()) {
            throw refused("đang chạy bản " + remote.version() + " / version " + remote.version() + " is in use");
        }
        if (!hash(bytes).equals(sha256)) {
            throw refused("sai sha256: tệp không nguyên vẹn / wrong sha256: the file is not whole");
        }
    }

    private static ConfigException refused(String text) {
        return new ConfigException(List.of(text));
    }

    /** SHA-256 in lower-case hexadecimal. */
    public static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
