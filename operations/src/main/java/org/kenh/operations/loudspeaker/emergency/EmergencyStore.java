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
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.telemetry.Command;

/** Keeps emergency bulletins. All calls block; {@link org.kenh.operations.OperationsException}: it failed. */
public interface EmergencyStore {
    /**
     * One that the desk proposes takes the place of older drafts for milder levels of its occurrence, and is empty if the desk has
     * proposed its template, or one for that level or a worse one, before. With a key that the same person has used it is the one of then.
     */
    Optional<Emergency> add(Draft draft, Deed created, Optional<String> key);

    Optional<Emergency> find(long id);

    /** Newest first. */
    List<Emergency> list(int limit);

    /** Those that are approved or sent, oldest first. */
    List<Emergency> running();

    /** Only a draft that has the revision and was made after the moment; false otherwise. */
    boolean approve(long id, int revision, Deed deed, Instant madeAfter);

    /** Calls drafts off that were made before the moment; answers their ids. */
    List<Long> lapse(Instant madeBefore, Deed deed, String reason);

    /** Only one that is in one of these states; false otherwise. */
    boolean end(long id, Set<EmergencyState> from, Ending ending);

    /**
     * Ends one that is not over, whatever rounds it has by then: its slots are cancelled, commands that no cluster has fetched are
     * void, the province is told, and stops are owed to the others. False if it is over.
     */
    boolean callOff(long id, Ending ending);

    /** Clusters that are still to be told that what was ordered is called off, at most so many. */
    List<Owed> owed(int limit);

    /** Keeps what they are told; some need not be told anything. */
    void settle(Collection<Owed> owed, Collection<Order> stops);

    /**
     * Keeps a round, its slot, its commands and word to the province, and that it is sent, all at once; false if there is that round
     * already, or it is over.
     */
    boolean begin(Emergency emergency, Slot slot, Collection<Order> orders);

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

    /**
     * A cluster that was ordered to play what was called off since.
     *
     * @param seconds of the round
     * @param calledOff by whom and when
     */
    record Owed(long emergency, Round round, int seconds, String device, Deed calledOff) {}
}
