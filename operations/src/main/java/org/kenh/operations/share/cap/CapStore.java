package org.kenh.operations.share.cap;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.share.cap.CapMessage.MsgType;
import org.kenh.operations.share.cap.CapMessage.Settled;
import org.kenh.operations.share.cap.CapMessage.State;

/** Where messages are kept. All calls block; a store that is away throws. */
public interface CapStore {
    /** Empty if the occurrence has a draft already. */
    Optional<CapMessage> add(NewDraft draft);

    Optional<CapMessage> find(long id);

    /** All messages about an occurrence, oldest first. */
    List<CapMessage> thread(long alarm, UUID occurrence);

    /** Occurrences that have a draft, or that the world was told of in earnest and not told to be over. */
    List<Subject> openThreads();

    /** An issued one by its identifier. */
    Optional<CapMessage> issued(String identifier);

    /** Issued ones, newest first, without their XML; within the limit only what is asked for counts. */
    List<CapMessage> issued(AreaScope scope, boolean publicOnly, int limit);

    /** Newest first, without their XML; an empty state means any. */
    List<CapMessage> list(AreaScope scope, Optional<State> state, int limit);

    /** Empty if it is no draft of this revision any more. */
    Optional<CapMessage> edit(long id, int revision, CapContent content, String author);

    /** False if it is no draft of this revision any more. */
    boolean settle(long id, int revision, State state, Settled how);

    /** An occurrence. */
    record Subject(long alarm, UUID occurrence) {}

    /** A draft to be. */
    record NewDraft(
            long alarm,
            UUID occurrence,
            String area,
            int level,
            MsgType type,
            String identifier,
            CapContent content,
            Instant createdAt,
            java.util.Set<String> authors) {}
}
