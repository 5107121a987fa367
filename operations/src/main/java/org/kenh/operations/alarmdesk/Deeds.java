package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.kenh.ingest.alarm.Outcome;
import org.kenh.operations.OperationsException;
import org.kenh.operations.alarmdesk.JournalRows.Circumstances;

/** What people ask for, and what becomes of it. Asking is for any thread, the rest for the engine's. */
final class Deeds {
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();

    /** Completed after the commit; without a deed it only waits for that. */
    CompletableFuture<Performed> ask(long alarm, Optional<Deed> deed) {
        Pending asked = new Pending(alarm, deed, new CompletableFuture<>());
        pending.add(asked);
        return asked.result;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    void perform(Board board, Instant now, Committing committing) {
        for (Pending next = pending.poll(); next != null; next = pending.poll()) {
            committing.after(next.result, performed(board, next, now));
        }
    }

    void refuse(OperationsException why) {
        for (Pending next = pending.poll(); next != null; next = pending.poll()) {
            next.result.completeExceptionally(why);
        }
    }

    /** The answer as it is to be given after the commit. */
    private static Supplier<Performed> performed(Board board, Pending asked, Instant now) {
        Optional<Hosted> found = board.find(asked.alarm);
        if (found.isEmpty() || asked.deed.isEmpty()) {
            return Performed.NotFound::new;
        }
        Hosted alarm = found.get();
        return switch (asked.deed.get()) {
            case Deed.Act(var action, var actor) -> verdict(alarm, board.perform(alarm, action, actor));
            case Deed.Comment(String text, var actor) -> {
                remark(board, alarm, JournalRows.COMMENT, Circumstances.by(actor.name(), text, now));
                yield () -> new Performed.Done(AlarmViews.of(alarm), true);
            }
            case Deed.Assign(Optional<String> to, var actor) -> {
                boolean changes = !alarm.notes().assignee().equals(to);
                if (changes) {
                    remark(board, alarm, JournalRows.ASSIGN, Circumstances.by(actor.name(), to.orElse(""), now));
                }
                yield () -> new Performed.Done(AlarmViews.of(alarm), changes);
            }
        };
    }

    private static Supplier<Performed> verdict(Hosted alarm, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> () -> new Performed.Done(AlarmViews.of(alarm), true);
            case Outcome.NoOp same -> () -> new Performed.Done(AlarmViews.of(alarm), false);
            case Outcome.Conflict(var letter, String why) -> () -> new Performed.Conflict(AlarmViews.of(alarm), why);
            case Outcome.Forbidden(String why) -> () -> new Performed.Forbidden(why);
            case Outcome.Invalid(String why) -> () -> new Performed.Invalid(why);
        };
    }

    private static void remark(Board board, Hosted alarm, String event, Circumstances circumstances) {
        Notes notes = event.equals(JournalRows.COMMENT)
                ? alarm.notes().withOneMoreComment()
                : alarm.notes().withAssignee(Optional.of(circumstances.reason()).filter(text -> !text.isEmpty()));
        board.write(alarm, JournalRows.remark(alarm, board.status(alarm), event, circumstances), notes);
    }

    /** Something that a person waits for. */
    private record Pending(long alarm, Optional<Deed> deed, CompletableFuture<Performed> result) {}
}
