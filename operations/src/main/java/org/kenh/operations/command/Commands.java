package org.kenh.operations.command;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.gateway.intake.Receipt;
import org.kenh.operations.OperationsException;
import org.kenh.operations.command.CommandState.Verdict;
import org.kenh.operations.command.IssuedCommand.Step;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Excerpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues commands, hands them to the gateway and learns what became of them, as {@link CommandState} draws it. Safe for
 * any thread; blocks on the database except for {@link #answered}.
 */
public final class Commands implements CommandQueue {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final int MOST_WAITING = 100;
    private static final int MOST_LISTED = 200;
    private static final int MOST_ANSWERS_IN_FLIGHT = 1_000;
    /** So many rows are no long transaction. */
    private static final int BITE = 1_000;

    private static final int MOST_BITES = 50;
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final CommandStore store;
    private final InstantSource clock;
    private final Executor blocking;
    private final Semaphore answersInFlight = new Semaphore(MOST_ANSWERS_IN_FLIGHT);
    private final List<Consumer<DeviceId>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<IssuedCommand>> followers = new CopyOnWriteArrayList<>();

    /** Answers of devices are recorded on the executor, whose tasks may block. */
    public Commands(CommandStore store, InstantSource clock, Executor blocking) {
        this.store = store;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** Queues a command and tells the gateway. Empty if too many wait for the device already. */
    public Optional<IssuedCommand> issue(DeviceId device, NewCommand wanted) {
        Command command = new Command(
                UUID.randomUUID().toString(), wanted.name(), wanted.args(), now(), micros(wanted.expiresAt()));
        if (!store.add(device, command, wanted.issuedBy(), MOST_WAITING)) {
            return Optional.empty();
        }
        wake(device);
        // Not read again: were that to fail, the caller would repeat a command that the device has got.
        Step queued = new Step(CommandState.QUEUED, command.issuedAt(), "");
        return Optional.of(new IssuedCommand(
                device, command, wanted.issuedBy(), CommandState.QUEUED, "", List.of(queued), List.of()));
    }

    /**
     * Keeps a command that a second person is to approve within ten minutes. Then it waits for its device as long as it was to wait from
     * now on, but not beyond {@code atLatest}. Empty if too many wait for the device already.
     */
    public Optional<IssuedCommand> propose(DeviceId device, NewCommand wanted, Optional<Instant> atLatest) {
        Instant now = now();
        Instant patience = now.plus(SecondPerson.PATIENCE);
        Instant until = atLatest.filter(patience::isAfter).map(Commands::micros).orElse(patience);
        Command command = new Command(UUID.randomUUID().toString(), wanted.name(), wanted.args(), now, until);
        CommandStore.Proposal proposal = new CommandStore.Proposal(
                command, wanted.issuedBy(), Duration.between(now, micros(wanted.expiresAt())), atLatest);
        if (!store.propose(device, proposal, MOST_WAITING)) {
            return Optional.empty();
        }
        Step awaiting = new Step(CommandState.AWAITING, now, "");
        return Optional.of(new IssuedCommand(
                device, command, wanted.issuedBy(), CommandState.AWAITING, "", List.of(awaiting), List.of()));
    }

    /** The second person lets it go. */
    public Approval approve(String id, String by) {
        Optional<String> args = store.find(id).flatMap(found -> SecondPerson.signed(found, by));
        Approval approval = decide(id, new CommandStore.Decision(true, by, "", now(), args));
        if (approval instanceof Approval.Done(IssuedCommand command)) {
            wake(command.device());
        }
        return approval;
    }

    /** Anybody ends it, also who issued it. */
    public Approval decline(String id, String by, String reason) {
        return decide(id, new CommandStore.Decision(false, by, reason, now(), Optional.empty()));
    }

    private Approval decide(String id, CommandStore.Decision decision) {
        return switch (store.decide(id, decision)) {
            case DONE -> store.find(id).<Approval>map(Approval.Done::new).orElseGet(Approval.Unknown::new);
            case UNKNOWN -> new Approval.Unknown();
            case NOT_AWAITING -> new Approval.NotAwaiting();
            case SAME_PERSON -> new Approval.SamePerson();
        };
    }

    /** Tells the gateway that something waits for the device. */
    public void wake(DeviceId device) {
        listeners.forEach(listener -> tell(listener, device));
    }

    public Optional<IssuedCommand> find(String id) {
        return store.find(id);
    }

    /** Those of the commands that await a second person, in one look. */
    public Set<String> awaiting(Collection<String> ids) {
        return ids.isEmpty() ? Set.of() : store.awaiting(ids);
    }

    /** The newest 200, newest first. */
    public List<IssuedCommand> ofDevice(DeviceId device) {
        return store.ofDevice(device, MOST_LISTED);
    }

    /** Ends what nobody has carried out in time. To be called every second or so. */
    public void expire() {
        try {
            int expired = store.expire(now());
            if (expired > 0) {
                LOG.info("{} commands expired without an answer", expired);
            }
        } catch (OperationsException e) {
            LOG.warn("could not expire commands, will try again: {}", e.getMessage());
        }
    }

    /** Removes what is over and older than this, by bites. To be called now and then. */
    public void tidy(Duration keep) {
        Instant before = now().minus(keep);
        int removed = 0;
        for (int bite = 0; bite < MOST_BITES; bite++) {
            int now = store.removeBefore(before, BITE);
            removed += now;
            if (now < BITE) {
                break;
            }
        }
        if (removed > 0) {
            LOG.info("{} commands from before {} were removed", removed, before);
        }
    }

    @Override
    public List<Command> waiting(DeviceId device, Instant now) {
        return store.waiting(device, micros(now), MOST_WAITING);
    }

    @Override
    public void delivered(DeviceId device, String commandId, Instant at) {
        store.record(device, commandId, new Step(CommandState.SENT, micros(at), ""));
    }

    @Override
    public CompletionStage<Receipt> answered(DeviceId device, CommandAnswer answer, Instant at) {
        if (!answersInFlight.tryAcquire()) {
            return CompletableFuture.completedFuture(new Receipt.Overloaded(RETRY));
        }
        return recordLater(device, answer, at).handle((receipt, failure) -> {
            answersInFlight.release();
            return failure == null ? receipt : failed(device, answer, failure);
        });
    }

    @Override
    public Registration onWaiting(Consumer<DeviceId> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells of commands that a device says it has carried out, once they are kept; on a thread that may block. */
    public void onDone(Consumer<IssuedCommand> follower) {
        followers.add(follower);
    }

    private CompletableFuture<Receipt> recordLater(DeviceId device, CommandAnswer answer, Instant at) {
        try {
            return CompletableFuture.supplyAsync(() -> record(device, answer, at), blocking);
        } catch (RejectedExecutionException stopped) {
            return CompletableFuture.failedFuture(stopped);
        }
    }

    /** The command is queued already: whoever cannot take it now finds it later. */
    private static void tell(Consumer<DeviceId> listener, DeviceId device) {
        try {
            listener.accept(device);
        } catch (RuntimeException e) {
            LOG.error("device {} could not be told of a command that waits for it", device, e);
        }
    }

    private Receipt record(DeviceId device, CommandAnswer answer, Instant at) {
        Step step = new Step(CommandState.of(answer.state()), micros(at), answer.detail());
        Optional<Verdict> verdict = store.record(device, answer.id(), step);
        if (verdict.isEmpty()) {
            return new Receipt.Refused("device has no command \"" + Excerpt.of(answer.id()) + "\"", "id");
        }
        if (verdict.get() == Verdict.IGNORED) {
            LOG.info(
                    "device {} says {} of command {}, too late",
                    device,
                    step.state().word(),
                    answer.id());
        } else if (step.state() == CommandState.DONE) {
            followers.forEach(follower -> tell(follower, answer.id()));
        }
        return Receipt.COMMITTED;
    }

    /** What it says is kept, whatever becomes of this. */
    private void tell(Consumer<IssuedCommand> follower, String id) {
        try {
            store.find(id).ifPresent(follower);
        } catch (RuntimeException e) {
            LOG.warn("what follows from command {} could not be done", id, e);
        }
    }

    private static Receipt failed(DeviceId device, CommandAnswer answer, Throwable failure) {
        LOG.warn("could not record the answer of device {} to command {}", device, Excerpt.of(answer.id()), failure);
        return new Receipt.Failed("the answer could not be stored");
    }

    private Instant now() {
        return micros(clock.instant());
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * What somebody wants a device to do.
     *
     * @param args a JSON object, as text
     */
    public record NewCommand(String name, String args, String issuedBy, Instant expiresAt) {}
}
