package org.kenh.operations.share.cap;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
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

/**
 * Makes messages of alarms. A person, or {@link #review} where something was issued already, drafts; people edit; a
 * person who has not written at the draft issues it. Nothing is issued without a person. Blocks on the stores; safe for
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
    public List<CapMessage> issued(AreaScope scope) {
        return store.list(scope, Optional.of(State.ISSUED), MOST_IN_FEED);
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

    /**
     * Sends a draft out.
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
        if (isOutdated(draft)) {
            return new CapOutcome.Outdated();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String xml = CapXml.write(draft, new CapXml.Envelope(sender.id(), sender.name(), now, status, earlier(draft)));
        List<String> problems = CapSchema.problems(xml);
        if (!problems.isEmpty()) {
            return new CapOutcome.Invalid(problems);
        }
        Settled how = new Settled(now, person, sender.id(), status, xml);
        return settled(id, store.settle(id, revision, State.ISSUED, how));
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
                .orElseGet(() -> CapXml.write(
                        message,
                        new CapXml.Envelope(
                                sender.id(), sender.name(), message.createdAt(), "Draft", earlier(message))));
    }

    /** What keeps a draft from being valid; empty if nothing does. */
    public List<String> problems(CapMessage message) {
        return CapSchema.problems(xml(message));
    }

    /** Compares what the world was told with how alarms stand, and proposes updates and cancellations. */
    public void review() {
        for (Subject subject : store.openThreads()) {
            bringUpToDate(subject, alarms.find(subject.alarm()), CapMessage.SYSTEM);
        }
    }

    private CapOutcome settled(long id, boolean done) {
        return done
                ? store.find(id).<CapOutcome>map(CapOutcome.Done::new).orElseGet(CapOutcome.NotFound::new)
                : new CapOutcome.Changed();
    }

    /** The draft that says what is to be told; empty if there is nothing to tell. */
    private Optional<CapMessage> bringUpToDate(Subject subject, Optional<AlarmView> alarm, String author) {
        List<CapMessage> told = store.thread(subject.alarm(), subject.occurrence());
        Optional<CapMessage> draft = told.stream().filter(CapMessage::isDraft).findFirst();
        Optional<Wanted> wanted = wanted(told, alarm.filter(view -> isLive(view, subject)));
        if (draft.isPresent()) {
            if (wanted.filter(one -> one.isAs(draft.get())).isPresent()) {
                return draft;
            }
            CapMessage old = draft.get();
            store.settle(old.id(), old.revision(), State.DISCARDED, discarded(CapMessage.SYSTEM));
        }
        boolean byHand = !author.equals(CapMessage.SYSTEM);
        if (wanted.isEmpty() || (!byHand && draft.isEmpty() && wasDeclined(told, wanted.get()))) {
            return Optional.empty();
        }
        Set<String> authors = new HashSet<>(draft.map(CapMessage::authors).orElse(Set.of()));
        authors.add(author);
        return store.add(newDraft(subject, wanted.get(), told, authors));
    }

    private NewDraft newDraft(Subject subject, Wanted wanted, List<CapMessage> told, Set<String> authors) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        CapContent content = wanted.alarm()
                .map(view -> CapMapping.content(view, alarms.rule(view.id()), registry.area(view.area())))
                .orElseGet(() -> CapMapping.over(lastIssued(told).orElseThrow().content()));
        String area = wanted.alarm()
                .map(AlarmView::area)
                .orElseGet(() -> lastIssued(told).orElseThrow().area());
        String identifier = "kenh-" + UUID.randomUUID();
        return new NewDraft(
                subject.alarm(),
                subject.occurrence(),
                area,
                wanted.level(),
                wanted.type(),
                identifier,
                content,
                now,
                authors);
    }

    private static Optional<Wanted> wanted(List<CapMessage> told, Optional<AlarmView> live) {
        Optional<CapMessage> last = lastIssued(told);
        if (last.isEmpty()) {
            return live.map(view -> new Wanted(MsgType.ALERT, view.level(), live));
        }
        if (last.get().type() == MsgType.CANCEL) {
            return Optional.empty();
        }
        if (live.isEmpty()) {
            return Optional.of(new Wanted(MsgType.CANCEL, last.get().level(), live));
        }
        int level = live.get().level();
        return level == last.get().level() ? Optional.empty() : Optional.of(new Wanted(MsgType.UPDATE, level, live));
    }

    private static boolean isLive(AlarmView view, Subject subject) {
        return view.active() && subject.occurrence().equals(view.occurrence());
    }

    private static Optional<CapMessage> lastIssued(List<CapMessage> told) {
        return told.reversed().stream().filter(CapMessage::isIssued).findFirst();
    }

    /** Whether a person has given up just this, after all that was issued. */
    private static boolean wasDeclined(List<CapMessage> told, Wanted wanted) {
        return told.reversed().stream()
                .takeWhile(message -> !message.isIssued())
                .findFirst()
                .filter(wanted::isAs)
                .flatMap(CapMessage::settled)
                .filter(how -> !how.by().equals(CapMessage.SYSTEM))
                .isPresent();
    }

    private boolean isOutdated(CapMessage draft) {
        Subject subject = new Subject(draft.alarm(), draft.occurrence());
        Optional<AlarmView> live = alarms.find(draft.alarm()).filter(view -> isLive(view, subject));
        return wanted(store.thread(draft.alarm(), draft.occurrence()), live)
                .filter(wanted -> wanted.isAs(draft))
                .isEmpty();
    }

    private List<CapMessage> earlier(CapMessage message) {
        return store.thread(message.alarm(), message.occurrence()).stream()
                .filter(one -> one.isIssued() && one.id() < message.id())
                .toList();
    }

    private Settled discarded(String person) {
        return new Settled(clock.instant().truncatedTo(ChronoUnit.SECONDS), person, "", "", "");
    }

    private record Wanted(MsgType type, int level, Optional<AlarmView> alarm) {
        boolean isAs(CapMessage message) {
            return message.type() == type && message.level() == level;
        }
    }
}
