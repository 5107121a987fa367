package org.kenh.edge.life;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.kenh.edge.config.ConfigNode;

/**
 * The sections {@code status} and {@code remote}.
 *
 * @param statusPort of the status page; empty: there is none
 */
public record LifeConfig(OptionalInt statusPort, Remote remote) {
    /** Reads its sections from the root of a site's file. */
    public static LifeConfig of(ConfigNode root) {
        return new LifeConfig(statusPort(root), Remote.of(root));
    }

    /** What the centre's file may say; the section {@code remote} is the board's own. */
    public static LifeConfig ofCentre(ConfigNode root, Remote remote) {
        return new LifeConfig(statusPort(root), remote);
    }

    private static OptionalInt statusPort(ConfigNode root) {
        return root.has("status")
                ? OptionalInt.of(root.section("status").integer("port", 1, 65_535, 9_470))
                : OptionalInt.empty();
    }

    /**
     * What the centre may change.
     *
     * @param enabled whether it may at all
     * @param directory where the centre's files lie; empty: {@code $STATE_DIRECTORY/config}, else beside the site file
     * @param confirmWithin how long a new file may take to reach the centre before the one before comes back
     * @param programs whether the centre may have programs run ({@code exec})
     */
    public record Remote(boolean enabled, Optional<Path> directory, Duration confirmWithin, boolean programs) {
        private static final Remote USUAL = new Remote(true, Optional.empty(), Duration.ofMinutes(10), false);

        static Remote of(ConfigNode root) {
            if (!root.has("remote")) {
                return USUAL;
            }
            ConfigNode node = root.section("remote");
            return new Remote(
                    node.flag("enabled", true),
                    node.has("directory") ? Optional.of(Path.of(node.text("directory"))) : Optional.empty(),
                    node.duration("confirmWithin", Duration.ofSeconds(5), Duration.ofDays(1), USUAL.confirmWithin()),
                    node.flag("programs", false));
        }
    }
}
