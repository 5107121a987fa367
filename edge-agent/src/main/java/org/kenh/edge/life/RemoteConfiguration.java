package org.kenh.edge.life;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.life.SiteFileShelf.Kept;
import org.kenh.edge.life.SiteFileShelf.Slot;
import org.kenh.telemetry.CommandAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which file the agent works by: the board's own, or one of the centre's.
 *
 * <pre>
 *              config.put            the centre acknowledges
 *   board's ───────────────▶ trial ──────────────────────────▶ active (last good)
 *     ▲                        │ no acknowledgement in time,        │
 *     │                        │ 3 starts in vain, wrong            │ somebody changes
 *     └── or active ◀──────────┘                                    │ the board's file
 *     ▲                                                             │
 *     └─────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * Who stands at the board wins: when its file is changed, the centre's is put aside. Thread-safe.
 */
public final class RemoteConfiguration {
    static final int MOST_STARTS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(RemoteConfiguration.class);

    private final SiteFileShelf shelf;
    private final String boardHash;
    private Optional<Kept> current = Optional.empty();
    private boolean onTrial;

    /** {@code boardHash} tells the board's own file from every other. */
    public RemoteConfiguration(Path directory, String boardHash) {
        this.shelf = new SiteFileShelf(directory);
        this.boardHash = boardHash;
    }

    /**
     * The text of the centre's file to work by; empty: the board's own. Called once at every start. {@code check} throws
     * {@link ConfigException} for a text that this agent cannot work by.
     */
    public synchronized Optional<String> choose(Consumer<String> check) {
        onTrial = false;
        current = Optional.empty();
        try {
            dropEndedTrial();
            Optional<Kept> trial = shelf.load(Slot.TRIAL);
            if (trial.isPresent()) {
                begin(trial.get(), check);
            }
            if (current.isEmpty()) {
                current = active(check);
            }
        } catch (IOException e) {
            LOG.error("The centre's file cannot be used, the board's is: {}", e.getMessage());
        }
        return current.map(Kept::text);
    }

    /** Number of the centre's file in use; 0: the board's own. */
    public synchronized int version() {
        return current.map(Kept::version).orElse(0);
    }

    /** Whether the file in use has not reached the centre yet. */
    public synchronized boolean isOnTrial() {
        return onTrial;
    }

    /** Keeps a checked file; it is tried from the next start on. Throws when it cannot be written. */
    synchronized void keepForTrial(int version, String command, String yaml) throws IOException {
        Optional<Kept> before = shelf.load(Slot.TRIAL);
        if (before.isPresent()) {
            end(before.get(), "bản " + version + " thay thế / version " + version + " takes its place");
        }
        shelf.save(Slot.TRIAL, new Kept(version, command, boardHash, 0, yaml));
    }

    /** The centre has acknowledged something since the start: a file on trial is good. */
    public synchronized void confirm() {
        if (!onTrial || current.isEmpty()) {
            return;
        }
        try {
            shelf.save(Slot.OUTCOME, current.get().withText(""));
            shelf.move(Slot.TRIAL, Slot.ACTIVE);
            onTrial = false;
            LOG.info("Version {} of the configuration is confirmed", version());
        } catch (IOException e) {
            LOG.error("Could not keep version {} of the configuration: {}", version(), e.getMessage());
        }
    }

    /** Ends a trial in vain; the next start takes the file before it. True if there was one. */
    public synchronized boolean giveUp(String reason) {
        if (!onTrial || current.isEmpty()) {
            return false;
        }
        try {
            end(current.get(), reason);
            return true;
        } catch (IOException e) {
            LOG.error("Could not go back to the configuration before: {}", e.getMessage());
            return false;
        } finally {
            onTrial = false;
        }
    }

    /** How a trial ended, for the centre; {@link #answered} when it is safely on its way. */
    public synchronized Optional<CommandAnswer> outcome() {
        return shelf.load(Slot.OUTCOME)
                .map(ended -> ended.text().isEmpty()
                        ? new CommandAnswer(
                                ended.command(),
                                CommandAnswer.State.DONE,
                                "bản " + ended.version() + " / version " + ended.version())
                        : new CommandAnswer(ended.command(), CommandAnswer.State.FAILED, ended.text()));
    }

    /** Whether that command's file is on trial, or its end is still to be answered. */
    public synchronized boolean isOpen(String command) {
        return Stream.of(Slot.TRIAL, Slot.OUTCOME)
                .flatMap(slot -> shelf.load(slot).stream())
                .anyMatch(kept -> kept.command().equals(command));
    }

    /** The answer of {@link #outcome} cannot get lost any more. */
    public synchronized void answered() {
        try {
            shelf.delete(Slot.OUTCOME);
        } catch (IOException e) {
            LOG.warn("The answer will be given again: {}", e.getMessage());
        }
    }

    /** A power cut may have come between the end of a trial and its removal. */
    private void dropEndedTrial() throws IOException {
        Optional<Kept> trial = shelf.load(Slot.TRIAL);
        Optional<Kept> ended =
                shelf.load(Slot.OUTCOME).filter(outcome -> !outcome.text().isEmpty());
        if (trial.isPresent()
                && ended.isPresent()
                && ended.get().command().equals(trial.get().command())) {
            shelf.delete(Slot.TRIAL);
        }
    }

    private void begin(Kept trial, Consumer<String> check) throws IOException {
        Optional<String> fault = fault(trial, check);
        if (fault.isPresent()) {
            end(trial, fault.get());
            return;
        }
        Kept started = trial.startedAgain();
        shelf.save(Slot.TRIAL, started);
        current = Optional.of(started);
        onTrial = true;
        LOG.info("Version {} of the configuration is on trial, start {}", started.version(), started.starts());
    }

    private Optional<String> fault(Kept trial, Consumer<String> check) {
        if (!trial.boardHash().equals(boardHash)) {
            return Optional.of("tệp trên máy đã đổi / the file on the board was changed");
        }
        if (trial.starts() >= MOST_STARTS) {
            return Optional.of("khởi động " + MOST_STARTS + " lần không tới được trung tâm / " + MOST_STARTS
                    + " starts without reaching the centre");
        }
        return complaint(trial, check);
    }

    private static Optional<String> complaint(Kept kept, Consumer<String> check) {
        try {
            check.accept(kept.text());
            return Optional.empty();
        } catch (ConfigException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Kept> active(Consumer<String> check) throws IOException {
        Optional<Kept> active = shelf.load(Slot.ACTIVE);
        if (active.isPresent() && !active.get().boardHash().equals(boardHash)) {
            LOG.warn(
                    "The file on the board was changed: it is used, and version {} put aside",
                    active.get().version());
            shelf.move(Slot.ACTIVE, Slot.SUPERSEDED);
            return Optional.empty();
        }
        Optional<String> complaint = active.flatMap(kept -> complaint(kept, check));
        complaint.ifPresent(text -> LOG.error("The centre's file cannot be used any more, the board's is: {}", text));
        return complaint.isPresent() ? Optional.empty() : active;
    }

    private void end(Kept trial, String reason) throws IOException {
        LOG.warn("Version {} of the configuration is given up: {}", trial.version(), reason);
        shelf.save(Slot.OUTCOME, trial.withText(reason));
        shelf.delete(Slot.TRIAL);
    }
}
