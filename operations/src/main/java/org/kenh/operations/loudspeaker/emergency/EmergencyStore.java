package org.kenh.operations.loudspeaker.emergency;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.loudspeaker.emergency.Emergency.Deed;
import org.kenh.operations.loudspeaker.emergency.Emergency.Draft;
import org.kenh.operations.loudspeaker.emergency.Emergency.Round;
import org.kenh.telemetry.Command;

/** Keeps emergency bulletins. All calls block; {@link org.kenh.operations.OperationsException}: it failed. */
public interface EmergencyStore {
    /** Empty if the desk has proposed one for the occurrence before. */
    Optional<Emergency> add(Draft draft, Deed created);

    Optional<Emergency> find(long id);

    /** Newest first. */
    List<Emergency> list(int limit);

    /** Those that are approved or sent, oldest first. */
    List<Emergency> running();

    /** Only a draft that has the revision; false otherwise. */
    boolean approve(long id, int revision, Deed deed);

    /** Only one that is in one of these states; false otherwise. */
    boolean end(long id, Set<EmergencyState> from, Ending ending);

    /** Keeps a round with its commands, and that it is sent; false if there is that round already, or it is over. */
    boolean begin(long id, long bulletin, Round round, Collection<Order> orders);

    /** That people were told. */
    void told(long id, Instant at);

    /** What became of the commands of its rounds, by device; the newest of each. */
    List<Delivery> deliveries(long id);

    /** Templates that need no second person. */
    Set<String> preauthorised();

    void preauthorise(String template, boolean on, Deed deed);

    /** How it ends. */
    record Ending(EmergencyState state, Deed deed, String reason, List<String> unheard) {}

    /** A command for a cluster. */
    record Order(String device, Command command, String by) {}

    /** How far a command has come. */
    record Delivery(String device, int round, CommandState state, String detail) {}
}
