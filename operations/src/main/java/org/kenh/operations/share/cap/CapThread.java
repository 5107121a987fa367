package org.kenh.operations.share.cap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.share.cap.CapMessage.MsgType;
import org.kenh.operations.share.cap.CapMessage.Settled;

/**
 * What was told of one occurrence, oldest first, and what follows from it. Only messages of status Actual count: an
 * exercise or a test neither begins, nor updates, nor ends what the world is told.
 */
record CapThread(List<CapMessage> messages) {
    /** A quarter of the validity is left to two persons who read and issue the renewal. */
    static final Duration RENEWAL = CapXml.VALID.multipliedBy(3).dividedBy(4);

    CapThread {
        messages = List.copyOf(messages);
    }

    Optional<CapMessage> draft() {
        return messages.stream().filter(CapMessage::isDraft).findFirst();
    }

    Optional<CapMessage> lastActual() {
        return messages.reversed().stream().filter(CapMessage::isActual).findFirst();
    }

    /** What is issued refers to what was issued before it with the same status. */
    List<CapMessage> earlier(CapMessage message, String status) {
        return messages.stream()
                .filter(one -> one.isIssued(status) && one.id() < message.id())
                .toList();
    }

    /** What a person may tell of now: an Update of the same level too, with new words or for another day. */
    Optional<Wanted> permitted(Optional<AlarmView> live) {
        Optional<CapMessage> last = lastActual();
        if (last.isEmpty()) {
            return live.map(view -> new Wanted(MsgType.ALERT, view.level(), live));
        }
        if (last.get().type() == MsgType.CANCEL) {
            return Optional.empty();
        }
        return Optional.of(live.map(view -> new Wanted(MsgType.UPDATE, view.level(), live))
                .orElseGet(() -> new Wanted(MsgType.CANCEL, last.get().level(), live)));
    }

    /** What is proposed without anybody asking: of the same level only when what was told is about to expire. */
    Optional<Wanted> proposed(Optional<AlarmView> live, Instant now) {
        return permitted(live)
                .filter(wanted -> wanted.type() != MsgType.ALERT)
                .filter(wanted -> isNews(wanted, now))
                .filter(wanted -> !wasDeclined(wanted));
    }

    private boolean isNews(Wanted wanted, Instant now) {
        return lastActual()
                .filter(last -> wanted.type() == MsgType.UPDATE && wanted.level() == last.level())
                .flatMap(CapMessage::settled)
                .map(Settled::at)
                .filter(at -> now.isBefore(at.plus(RENEWAL)))
                .isEmpty();
    }

    /** Whether a person has given up just this, after all that was told. */
    private boolean wasDeclined(Wanted wanted) {
        return messages.reversed().stream()
                .takeWhile(message -> !message.isActual())
                .filter(message -> message.state() == CapMessage.State.DISCARDED)
                .findFirst()
                .filter(wanted::isAs)
                .flatMap(CapMessage::settled)
                .filter(how -> !how.by().equals(CapMessage.SYSTEM))
                .isPresent();
    }

    /** A message to be. */
    record Wanted(MsgType type, int level, Optional<AlarmView> alarm) {
        boolean isAs(CapMessage message) {
            return message.type() == type && message.level() == level;
        }
    }
}
