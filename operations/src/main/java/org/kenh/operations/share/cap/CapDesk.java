package org.kenh.operations.share.cap;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.share.cap.CapContent.CapTexts;
import org.kenh.operations.share.cap.CapMessage.MsgType;
import org.kenh.operations.share.cap.CapMessage.Settled;
import org.kenh.operations.share.cap.CapMessage.State;
import org.kenh.operations.share.cap.CapStore.NewDraft;
import org.kenh.operations.share.cap.CapStore.Subject;
import org.kenh.operations.share.cap.CapThread.Wanted;

/**
 * Makes messages of alarms. A person, or {@link #review} where something was issued already, drafts; people edit; a
 * person who has not written at the draft issues it. Two different persons stand behind everything that is issued: what
 * the system proposes is first confirmed by one. Blocks on the stores; safe for
 * any thread.
 */
public final class CapDesk {
    private static final int MOST_LISTED = 200;
    private static final int MOST_IN_FEED = 100;

    private final CapStore store;
    private final Alarms alarms;
    private final Registry registry;
    private final CapSender sender;
    private final InstantSource clock;

    public CapDesk(CapStore store, Alarms alarms, Registry registry, CapSender sender, InstantSource clock) {
        this.store = store;
        this.alarms = alarms;
        this.registry = registry;
        this.sender = sender;
        this.clock = clock;
    }

    public CapSender sender() {
        return sender;
    }

    public List<CapMessage> list(AreaScope scope, Optional<State> state) {
        return store.list(scope, state, MOST_LISTED);
    }

    /** The newest that were issued, for the feed. */
    public List<CapMessage> issued(AreaScope scope, boolean publicOnly) {
        return store.issued(scope, publicOnly, MOST_IN_FEED);
    }

    public Optional<CapMessage> issued(String identifier) {
        return store.issued(identifier);
    }

    public Optional<CapMessage> find(long id) {
        return store.find(id);
    }

    /** A draft of what is to be told about an alarm now; the one that there is already, if it still says that. */
    public CapOutcome draft(AlarmView alarm, String author) {
        if (!CapMapping.fits(alarm)) {
            return new CapOutcome.NotForThis();
        }
        for (Subject open : store.openThreads()) {
            if (open.alarm() == alarm.id() && !open.occurrence().equals(alarm.occurrence())) {
                // What came before is to be called off first.
                bringUpToDate(open, Optional.of(alarm), author);
            }
        }
        UUID occurrence = alarm.occurrence();
        if (occurrence == null) {
            return new CapOutcome.NothingToTell();
        }
        return bringUpToDate(new Subject(alarm.id(), occurrence), Optional.of(alarm), author)
                .<CapOutcome>map(CapOutcome.Done::new)
                .orElseGet(CapOutcome.NothingToTell::new);
    }

    public CapOutcome edit(long id, int revision, CapTexts texts, String author) {
        Optional<CapMessage> found = store.find(id);
        if (found.isEmpty()) {
            return new CapOutcome.NotFound();
        }
        return store.edit(id, revision, found.get().content().withTexts(texts), author)
                .<CapOutcome>map(CapOutcome.Done::new)
                .orElseGet(CapOutcome.Changed::new);
    }

    /** A person has read what is there and stands for it, as if they had written it. */
    public CapOutcome confirm(long id, int revision, String person) {
        return store.find(id)
                .map(draft -> edit(id, revision, draft.content().texts(), person))
                .orElseGet(CapOutcome.NotFound::new);
    }

    /**
     * Sends a draft out, by somebody else than all who have written at it.
     *
     * @param status {@code Actual}, {@code Exercise} or {@code Test}
     */
    public CapOutcome issue(long id, int revision, String status, String person) {
        Optional<CapMessage> found = store.find(id);
        if (found.isEmpty()) {
            return new CapOutcome.NotFound();
        }
        CapMessage draft = found.get();
        if (!draft.isDraft() || draft.revision() != revision) {
            return new CapOutcome.Changed();
        }
        if (draft.authors().contains(person)) {
            return new CapOutcome.SecondPerson();
        }
        if (draft.isUnconfirmed()) {
            return new CapOutcome.Unconfirmed();
        }
        CapThread thread = thread(subject(draft));
        if (isOutdated(draft, thread)) {
            return new CapOutcome.Outdated();
        }
        if (draft.type() != MsgType.ALERT && thread.earlier(draft, status).isEmpty()) {
            return new CapOutcome.NoSuchThread();
        }
        return send(draft, status, person, thread);
    }

    /** Gives a draft up; a proposal for the same is not made again. */
    public CapOutcome discard(long id, int revision, String person) {
        if (store.find(id).isEmpty()) {
            return new CapOutcome.NotFound();
        }
        return settled(id, store.settle(id, revision, State.DISCARDED, discarded(person)));
    }

    /** As it was issued, or as the draft would look now with status Draft. */
    public String xml(CapMessage message) {
        return message.settled()
                .map(Settled::xml)
                .filter(xml -> !xml.isEmpty())
                .orElseGet(() -> xml(message, message.createdAt(), "Draft", thread(subject(message))));
    }

    /** What keeps a draft from being valid; empty if nothing does. */
    public List<CapProblem> problems(CapMessage message) {
        return CapSchema.problems(xml(message));
    }

    /** Compares what the world was told with how alarms stand, and proposes updates and cancellations. */
    public void review() {
        for (Subject subject : store.openThreads()) {
            bringUpToDate(subject, alarms.find(subject.alarm()), CapMessage.SYSTEM);
        }
    }

    private CapOutcome send(CapMessage draft, String status, String person, CapThread thread) {
        Instant now = now();
        String xml = xml(draft, now, status, thread);
        List<CapProblem> problems = CapSchema.problems(xml);
        if (!problems.isEmpty()) {
            return new CapOutcome.Invalid(problems);
        }
        Settled how = new Settled(now, person, sender.id(), status, xml);
        return settled(draft.id(), store.settle(draft.id(), draft.revision(), State.ISSUED, how));
    }

    private String xml(CapMessage message, Instant sent, String status, CapThread thread) {
        String referred = status.equals("Draft") ? CapMessage.ACTUAL : status;
        return CapXml.write(
                message,
                new CapXml.Envelope(sender.id(), sender.name(), sent, status, thread.earlier(message, referred)));
    }

    private CapOutcome settled(long id, boolean done) {
        return done
                ? store.find(id).<CapOutcome>map(CapOutcome.Done::new).orElseGet(CapOutcome.NotFound::new)
                : new CapOutcome.Changed();
    }

    /** The draft that says what is to be told; empty if there is nothing to tell. */
    private Optional<CapMessage> bringUpToDate(Subject subject, Optional<AlarmView> alarm, String author) {
        CapThread thread = thread(subject);
        Optional<AlarmView> live = alarm.filter(view -> isLive(view, subject));
        Optional<Wanted> permitted = thread.permitted(live);
        Optional<CapMessage> draft = thread.draft();
        if (draft.isPresent()) {
            if (permitted.filter(one -> one.isAs(draft.get())).isPresent()) {
                return draft;
            }
            CapMessage old = draft.get();
            store.settle(old.id(), old.revision(), State.DISCARDED, discarded(CapMessage.SYSTEM));
        }
        return wanted(thread, live, author).flatMap(wanted -> store.add(newDraft(subject, wanted, thread, author)));
    }

    /** What there is to be told; what replaces the draft of a person is proposed even if it tells of a new alarm. */
    private Optional<Wanted> wanted(CapThread thread, Optional<AlarmView> live, String author) {
        boolean byHand = !author.equals(CapMessage.SYSTEM);
        Optional<Wanted> permitted = thread.permitted(live);
        boolean replaces = thread.draft().isPresent()
                && permitted.filter(wanted -> wanted.type() == MsgType.ALERT).isPresent();
        return byHand || replaces ? permitted : thread.proposed(live, clock.instant());
    }

    /** Whoever wrote at a draft before it has not seen this one, and may be its second person. */
    private NewDraft newDraft(Subject subject, Wanted wanted, CapThread thread, String author) {
        CapContent content = wanted.alarm()
                .map(view -> CapMapping.content(view, alarms.rule(view.id()), registry.area(view.area())))
                .orElseGet(
                        () -> CapMapping.over(thread.lastActual().orElseThrow().content()));
        String area = wanted.alarm()
                .map(AlarmView::area)
                .orElseGet(() -> thread.lastActual().orElseThrow().area());
        return new NewDraft(
                subject.alarm(),
                subject.occurrence(),
                area,
                wanted.level(),
                wanted.type(),
                "kenh-" + UUID.randomUUID(),
                content,
                now(),
                Set.of(author));
    }

    private CapThread thread(Subject subject) {
        return new CapThread(store.thread(subject.alarm(), subject.occurrence()));
    }

    private static Subject subject(CapMessage message) {
        return new Subject(message.alarm(), message.occurrence());
    }

    private static boolean isLive(AlarmView view, Subject subject) {
        return view.active() && subject.occurrence().equals(view.occurrence());
    }

    private boolean isOutdated(CapMessage draft, CapThread thread) {
        Optional<AlarmView> live = alarms.find(draft.alarm()).filter(view -> isLive(view, subject(draft)));
        return thread.permitted(live).filter(wanted -> wanted.isAs(draft)).isEmpty();
    }

    private Settled discarded(String person) {
        return new Settled(now(), person, "", "", "");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
