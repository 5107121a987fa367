package org.kenh.operations.loudspeaker.emergency;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.alarmdesk.DeviceFlags;
import org.kenh.operations.loudspeaker.LoudspeakerNews;
import org.kenh.operations.loudspeaker.LoudspeakerNews.Kind;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.emergency.Emergency.Cause;
import org.kenh.operations.loudspeaker.emergency.Emergency.Deed;
import org.kenh.operations.loudspeaker.emergency.Emergency.Draft;
import org.kenh.operations.loudspeaker.emergency.EmergencyStore.Ending;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.proof.VerdictStore;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Emergency bulletins. Safe for any thread; blocks on the database. */
public final class Emergencies {
    private static final Logger LOG = LoggerFactory.getLogger(Emergencies.class);
    private static final int MOST_LISTED = 200;

    /** What was true when it was written is not after this. */
    private static final Duration LASTING = Duration.ofHours(2);

    /** Who wants more needs a second person. */
    private static final int MOST_FREE_REPEATS = 3;

    private static final Duration FREE_ONCE_IN = Duration.ofHours(1);

    /** What was approved and could not be sent by then is not true any more. */
    private static final Duration LATEST_SENDING = Duration.ofMinutes(10);

    private static final String TOO_LATE =
            "Không gửi được trong 10 phút sau khi duyệt / It could not be sent within 10 minutes of its approval";

    private static final String LAPSED = "Không ai duyệt trong 2 giờ / Nobody approved it within 2 hours";

    private final Templates templates;
    private final EmergencyStore store;
    private final VerdictStore verdicts;
    private final Sending sending;
    private final FollowUp followUp;
    private final Proposals proposals;
    private final World world;
    private final Set<Proposals.Key> proposed = new HashSet<>();

    public Emergencies(EmergencyStore store, Programme programme, VerdictStore verdicts, World world) {
        this.templates = Templates.bundled();
        this.store = store;
        this.verdicts = verdicts;
        this.world = world;
        this.sending = new Sending(store, programme, world.clusters(), world.wake());
        this.followUp = new FollowUp(sending, store, world.clusters(), world.presence(), world.flags());
        this.proposals = new Proposals(templates, world.alarms(), world.clusters());
    }

    public Templates templates() {
        return templates;
    }

    /** What an alarm knows for the holes of a template. */
    public Spoken known(Template template, AlarmView alarm) {
        return Spoken.of(template, alarm);
    }

    /** Where people must hear of an alarm: along the river, in the low land, else in its own area. */
    public List<String> areas(AlarmView alarm) {
        return proposals.areas(alarm);
    }

    /** Ids of templates that need no second person. */
    public Set<String> preauthorised() {
        return store.preauthorised();
    }

    public void preauthorise(Template template, boolean on, String by) {
        store.preauthorise(template.id(), on, new Deed(by, now()));
    }

    /** The wanted text of a template, with how long it takes. */
    public Draft draft(Template template, Wanted wanted) {
        Spoken known = wanted.alarm().map(alarm -> Spoken.of(template, alarm)).orElse(Spoken.NOTHING);
        Map<String, String> typed = new HashMap<>(wanted.typed());
        typed.entrySet().removeIf(entry -> entry.getValue().equals(known.vi().get(entry.getKey())));
        Bilingual text = wanted.text().orElseGet(() -> template.filled(known.with(typed)));
        boolean said = wanted.text().isPresent() || !typed.isEmpty();
        return new Draft(
                wanted.alarm()
                        .map(alarm -> new Cause(
                                alarm.id(), Optional.ofNullable(alarm.occurrence()), alarm.level(), wanted.proposed())),
                template.id(),
                template.name(),
                text,
                said || !(template.parameters().isEmpty() || isConfirmed(template, wanted)),
                wanted.areas(),
                wanted.clusters(),
                wanted.repeats(),
                Speech.seconds(text.vi()));
    }

    /** Else anybody could have it say that the river is high. */
    private boolean isConfirmed(Template template, Wanted wanted) {
        return wanted.alarm()
                .filter(alarm -> alarm.letter() == Letter.C)
                .flatMap(templates::proposedBy)
                .filter(template::equals)
                .isPresent();
    }

    /**
     * Keeps a draft; where its template is pre-authorised and says nothing that a person has added, it is sent at once. With a key that
     * the person has used, it is the draft of then.
     */
    public synchronized Emergency add(Draft draft, String by, Optional<String> key) {
        Emergency kept = store.add(draft, new Deed(by, now()), key).orElseThrow();
        tell(kept.id());
        // By what is kept: with a key it may be another one than was given now.
        if (isFree(kept.draft(), by) && store.approve(kept.id(), kept.revision(), new Deed(by, now()), stale())) {
            send(kept.id());
        }
        return store.find(kept.id()).orElse(kept);
    }

    /** Once an hour of a person and template: else one account could speak on and on. */
    private boolean isFree(Draft draft, String by) {
        Instant recent = now().minus(FREE_ONCE_IN);
        return !draft.own()
                && draft.repeats() <= MOST_FREE_REPEATS
                && store.preauthorised().contains(draft.template())
                && store.list(MOST_LISTED).stream()
                        .filter(other -> other.draft().template().equals(draft.template()))
                        .filter(other -> other.created().by().equals(by))
                        .flatMap(other -> other.approved().stream())
                        .noneMatch(deed -> deed.by().equals(by) && deed.at().isAfter(recent));
    }

    /** Another person than the one who drafted it lets it go. */
    public synchronized Approval approve(long id, Optional<Integer> revision, String by) {
        Optional<Emergency> found = store.find(id);
        if (found.isEmpty()) {
            return Approval.UNKNOWN;
        }
        Emergency emergency = found.get();
        if (emergency.created().by().equals(by)) {
            return Approval.SAME_PERSON;
        }
        boolean done = revision.filter(wanted -> wanted != emergency.revision()).isEmpty()
                && store.approve(id, emergency.revision(), new Deed(by, now()), stale());
        if (!done) {
            return Approval.CHANGED;
        }
        send(id);
        return Approval.DONE;
    }

    /** Calls it off: a draft for good, one that was sent as far as it has not sounded. False if it is over. */
    public synchronized boolean cancel(long id, String by, String reason) {
        Optional<Emergency> found = store.find(id);
        boolean done = found.isPresent()
                && store.callOff(
                        id, new Ending(EmergencyState.CANCELLED, new Deed(by, now()), reason, unheard(found.get())));
        if (done) {
            store.find(id).ifPresent(sending::takeBack);
            attempt("silence clusters", () -> sending.silence(now()));
        }
        tell(id);
        return done;
    }

    private List<String> unheard(Emergency emergency) {
        return emergency.rounds().isEmpty() ? List.of() : coverage(emergency).open();
    }

    /** A person knows which clusters were not heard and takes it from there. False if it was not sent. */
    public synchronized boolean close(long id, String by, String reason) {
        Optional<Emergency> found = store.find(id);
        boolean done = found.isPresent()
                && store.end(
                        id,
                        Set.of(EmergencyState.SENT),
                        new Ending(EmergencyState.CLOSED, new Deed(by, now()), reason, unheard(found.get())));
        tell(id);
        return done;
    }

    public Optional<Emergency> find(long id) {
        return store.find(id);
    }

    /** The newest 200, newest first. */
    public List<Emergency> list() {
        return store.list(MOST_LISTED);
    }

    /** The clusters that it is for: as it was sent, before that as of now. */
    public List<String> targets(Emergency emergency) {
        return emergency.rounds().isEmpty() ? sending.targets(emergency) : emergency.targets();
    }

    public Coverage coverage(Emergency emergency) {
        return Coverage.of(emergency, verdicts);
    }

    /** What became of its commands, by device. */
    public List<EmergencyStore.Delivery> deliveries(long id) {
        return store.deliveries(id);
    }

    /** How many of these clusters can be told from here to play a bulletin, and to read a text out. */
    public Reach reach(Collection<String> devices) {
        return sending.reach(devices);
    }

    /** Proposes, sends, silences and follows what is to be. To be called every few seconds. */
    public synchronized void tick() {
        attempt(
                "call off old drafts",
                () -> store.lapse(stale(), new Deed(Emergency.NOBODY, now()), LAPSED)
                        .forEach(this::tell));
        attempt("propose emergency bulletins", this::propose);
        attempt("silence clusters", () -> sending.silence(now()));
        Set<String> unheard = new HashSet<>();
        boolean complete = true;
        List<Emergency> running = store.running();
        for (Emergency emergency : running) {
            complete &= attempt(
                    "follow emergency bulletin " + emergency.id(), () -> unheard.addAll(step(emergency, running)));
        }
        followUp.flag(unheard, complete);
    }

    /** What fails for one emergency holds up no other one, and is tried again. */
    private static boolean attempt(String what, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            LOG.error("could not {}, will try again", what, e);
            return false;
        }
    }

    /** Asks the store once for each that is new. */
    private void propose() {
        Set<Proposals.Key> standing = new HashSet<>();
        for (Proposals.Proposal proposal : proposals.wanted()) {
            standing.add(proposal.key());
            if (!proposed.contains(proposal.key())) {
                Draft draft = draft(proposal.template(), proposal.wanted());
                store.add(draft, new Deed(proposal.by(), now()), Optional.empty())
                        .ifPresent(made -> tell(made.id()));
                proposed.add(proposal.key());
            }
        }
        proposed.retainAll(standing);
    }

    /** Clusters of which people are to know. */
    private List<String> step(Emergency emergency, List<Emergency> running) {
        if (emergency.state() == EmergencyState.APPROVED) {
            if (isLate(emergency)) {
                boolean done = cancel(emergency.id(), Emergency.NOBODY, TOO_LATE);
                LOG.warn(
                        "emergency bulletin {} was approved too long ago to be sent; called off: {}",
                        emergency.id(),
                        done);
            } else {
                send(emergency.id());
            }
            return List.of();
        }
        Coverage coverage = coverage(emergency);
        List<String> open = coverage.open();
        if (open.isEmpty()) {
            closeHeard(emergency);
            return List.of();
        }
        if (followUp.follow(emergency, coverage, overtaken(emergency, running), now())) {
            tell(emergency.id());
        }
        boolean told = store.find(emergency.id()).flatMap(Emergency::toldAt).isPresent();
        return told ? open : List.of();
    }

    private boolean isLate(Emergency emergency) {
        return emergency
                .approved()
                .filter(deed -> deed.at().isBefore(now().minus(LATEST_SENDING)))
                .isPresent();
    }

    /** Where the river has risen on and people were told so, the milder words are not repeated. */
    private static Set<String> overtaken(Emergency emergency, List<Emergency> running) {
        return running.stream()
                .filter(other -> other.state() == EmergencyState.SENT && isWorse(other, emergency))
                .flatMap(other -> other.targets().stream())
                .collect(Collectors.toSet());
    }

    /** Of the same alarm at a higher level. */
    private static boolean isWorse(Emergency other, Emergency emergency) {
        return emergency.draft().alarm().filter(cause -> cause.occurrence().isPresent()).stream()
                .anyMatch(cause -> other.draft()
                        .alarm()
                        .filter(worse -> worse.occurrence().equals(cause.occurrence()) && worse.level() > cause.level())
                        .isPresent());
    }

    private void closeHeard(Emergency emergency) {
        store.end(
                emergency.id(),
                Set.of(EmergencyState.SENT),
                new Ending(EmergencyState.CLOSED, new Deed(Emergency.NOBODY, now()), "", List.of()));
        tell(emergency.id());
    }

    private synchronized void send(long id) {
        Optional<Emergency> approved = store.find(id).filter(emergency -> emergency.state() == EmergencyState.APPROVED);
        boolean sent = approved.isPresent() && sending.begin(approved.get(), sending.targets(approved.get()), now());
        LOG.info("emergency bulletin {} {}", id, sent ? "is sent" : "was called off before it was sent");
        tell(id);
    }

    /** Drafts from before this have lapsed. */
    private Instant stale() {
        return now().minus(LASTING);
    }

    private void tell(long id) {
        world.news().tell(Kind.EMERGENCY, String.valueOf(id), Optional.empty());
    }

    private Instant now() {
        return world.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What became of somebody's wish to approve. */
    public enum Approval {
        DONE,
        UNKNOWN,
        /** It is no draft any more, or was changed. */
        CHANGED,
        /** Who drafted it does not approve it. */
        SAME_PERSON
    }

    /**
     * What somebody wants said.
     *
     * @param alarm that it is about
     * @param proposed by the desk itself
     * @param typed for holes of the template, by a person
     * @param text instead of the template's
     */
    public record Wanted(
            Optional<AlarmView> alarm,
            boolean proposed,
            Map<String, String> typed,
            Optional<Bilingual> text,
            List<String> areas,
            List<String> clusters,
            int repeats) {}

    /**
     * What is around the desk.
     *
     * @param wake is told which device has a command waiting
     */
    public record World(
            Clusters clusters,
            Alarms alarms,
            PresenceBoard presence,
            DeviceFlags flags,
            Consumer<DeviceId> wake,
            LoudspeakerNews news,
            InstantSource clock) {}
}
