package org.kenh.operations.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

/** Keeps commands. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface CommandStore {
    /** Keeps a new command with its first step, unless {@code mostWaiting} of the device wait already: then false. */
    boolean add(DeviceId device, Command command, String issuedBy, int mostWaiting);

    /** Keeps a command that awaits a second person, unless so many of the device wait already: then false. */
    boolean propose(DeviceId device, Proposal proposal, int mostWaiting);

    /** Lets a command that awaits a second person go on, or ends it, at that time. */
    Decided decide(String id, Decision decision);

    Optional<IssuedCommand> find(String id);

    /** Those of the commands that await a second person. */
    default Set<String> awaiting(Collection<String> ids) {
        return ids.stream()
                .filter(id -> find(id).filter(issued -> issued.state() == CommandState.AWAITING)
                        .isPresent())
                .collect(Collectors.toSet());
    }

    /** Newest first. */
    List<IssuedCommand> ofDevice(DeviceId device, int limit);

    /** Commands of the device in state queued that have not expired, oldest first. */
    List<Command> waiting(DeviceId device, Instant now, int limit);

    /**
     * Judges and records a step, also one without effect. Empty if the device has no such command.
     */
    Optional<CommandState.Verdict> record(DeviceId device, String id, IssuedCommand.Step step);

    /**
     * A command that awaits a second person until it expires.
     *
     * @param validFor so long it waits for its device once it is approved
     * @param atLatest but not longer than that
     */
    record Proposal(Command command, String issuedBy, Duration validFor, Optional<Instant> atLatest) {}

    /**
     * What a person says of it.
     *
     * @param approved only by another person than the one who issued it; ended also by that one
     * @param args what the device is told instead of what was kept; empty: that
     */
    record Decision(boolean approved, String by, String reason, Instant at, Optional<String> args) {}

    /** What became of a decision. */
    enum Decided {
        DONE,
        UNKNOWN,
        NOT_AWAITING,
        SAME_PERSON
    }

    /** Moves what is due to expired; says how many. */
    int expire(Instant now);

    /**
     * Removes commands with their steps that were issued before the moment, wait for nothing and are needed by nothing else, the oldest
     * first and at most so many; says how many.
     */
    int removeBefore(Instant moment, int most);
}
