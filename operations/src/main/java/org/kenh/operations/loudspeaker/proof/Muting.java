package org.kenh.operations.loudspeaker.proof;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.command.Commands;
import org.kenh.operations.command.Commands.NewCommand;
import org.kenh.operations.command.IssuedCommand;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.telemetry.DeviceId;

/**
 * Proposes to mute and latch a cluster that sounds although nobody scheduled it. A person decides; nothing is silenced by the desk
 * alone. Safe for any thread; blocks on the database.
 */
final class Muting {
    private static final String COMMAND = "speaker.mute";
    private static final String SELF = "kenh";

    /** So old a sound is nothing to silence any more: it was told late. */
    private static final Duration FRESH = Duration.ofHours(1);

    private static final Duration LIFE = Duration.ofMinutes(10);

    private final Commands commands;
    private final Clusters clusters;
    private final Map<String, String> proposed = new ConcurrentHashMap<>();

    Muting(Commands commands, Clusters clusters) {
        this.commands = commands;
        this.clusters = clusters;
    }

    /** With the command that waits for a person, where there is anything to silence. */
    KeptUnplanned silence(KeptUnplanned kept, Instant now) {
        boolean fresh = kept.said().start().isAfter(now.minus(FRESH));
        // Whoever said no is not asked again; nobody having looked is no answer.
        boolean asked = kept.command()
                .filter(id -> kept.said().end().isPresent() || state(id) != CommandState.EXPIRED)
                .isPresent();
        boolean obeys = clusters.map()
                .place(kept.device())
                .map(ClusterPlace::commands)
                .filter(known -> known.contains(COMMAND))
                .isPresent();
        boolean latched = clusters.status(kept.device()).latched().orElse(false);
        boolean ours = !kept.said().why().isForeign();
        return ours || !fresh || asked || !obeys || latched
                ? kept
                : propose(kept, now).map(kept::with).orElse(kept);
    }

    /** It counts for all that a cluster sounds meanwhile. */
    private Optional<String> propose(KeptUnplanned kept, Instant now) {
        Optional<String> waiting =
                Optional.ofNullable(proposed.get(kept.device())).filter(this::isOpen);
        if (waiting.isPresent()) {
            return waiting;
        }
        String args = JsonNodeFactory.instance
                .objectNode()
                .put("latch", true)
                .put("by", SELF)
                .put("reason", kept.said().why().word())
                .toString();
        Optional<String> id = commands.propose(
                        DeviceId.of(kept.device()),
                        new NewCommand(COMMAND, args, SELF, now.plus(LIFE)),
                        Optional.empty())
                .map(issued -> issued.command().id());
        id.ifPresent(command -> proposed.put(kept.device(), command));
        return id;
    }

    /** Of these, the commands that wait for a person. */
    Set<String> waiting(Collection<KeptUnplanned> all) {
        return commands.awaiting(
                all.stream().flatMap(kept -> kept.command().stream()).distinct().toList());
    }

    private boolean isOpen(String id) {
        return state(id) == CommandState.AWAITING;
    }

    private CommandState state(String id) {
        return commands.find(id).map(IssuedCommand::state).orElse(CommandState.EXPIRED);
    }
}
