package org.kenh.operations.irrigation.desk;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kenh.operations.OperationsException;
import org.kenh.operations.irrigation.desk.PlanStore.Outgoing;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.schedule.DocumentSigner;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.Turn;
import org.kenh.telemetry.wire.ScheduleCodec;

/** Writes and signs the schedule of one device as the command that brings it there. */
public final class ScheduleWriter implements PlanStore.DocumentWriter {
    /** The command; its arguments are {@code document}, {@code signature} and {@code key}. */
    public static final String COMMAND = "schedule.put";

    /** So long a command waits for its device; then it is made anew, with what still counts. */
    public static final Duration PATIENCE = Duration.ofHours(1);

    /** Bytes that a command may have, less its envelope. */
    private static final int LARGEST = 200 * 1024;

    private static final Duration SHORTEST_VALIDITY = Duration.ofHours(1);

    private final DocumentSigner signer;

    public ScheduleWriter(DocumentSigner signer) {
        this.signer = signer;
    }

    /** Throws {@link OperationsException} when the device cannot be told so much. */
    @Override
    public Command write(Outgoing outgoing) {
        byte[] args = ScheduleCodec.encodeSigned(signer.sign(ScheduleCodec.encode(schedule(outgoing))));
        if (args.length > LARGEST) {
            throw new OperationsException("the schedule of device " + outgoing.device() + " is too long: "
                    + outgoing.turns().size() + " turns");
        }
        return new Command(
                UUID.randomUUID().toString(),
                COMMAND,
                new String(args, StandardCharsets.UTF_8),
                outgoing.at(),
                outgoing.at().plus(PATIENCE));
    }

    private static Schedule schedule(Outgoing outgoing) {
        List<Turn> turns = outgoing.turns().stream().map(ScheduleWriter::turn).toList();
        Instant from = turns.stream()
                .map(Turn::start)
                .min(Comparator.naturalOrder())
                .filter(outgoing.at()::isAfter)
                .orElse(outgoing.at());
        Instant to = turns.stream()
                .map(Turn::end)
                .max(Comparator.naturalOrder())
                .orElse(outgoing.at().plus(SHORTEST_VALIDITY));
        try {
            return new Schedule(
                    "plan-" + outgoing.plan(), outgoing.device(), outgoing.version(), outgoing.at(), from, to, turns);
        } catch (IllegalArgumentException e) {
            throw new OperationsException(
                    "device " + outgoing.device() + " cannot be given its schedule: " + e.getMessage(), e);
        }
    }

    private static Turn turn(PlannedTurn turn) {
        String target = turn.target()
                .orElseThrow(() -> new OperationsException("turn " + turn.id() + " is not for a device"))
                .name();
        // A pump runs for the fields; only a field can have enough.
        Optional<Double> volume = turn.kind() == SubjectKind.FIELD ? Optional.of(turn.volume()) : Optional.empty();
        return new Turn(
                turn.id(),
                target,
                1,
                turn.period().from(),
                turn.period().length(),
                volume.filter(cubicMetres -> cubicMetres > 0),
                Turn.Late.REST,
                List.of());
    }
}
