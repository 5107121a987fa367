package org.kenh.operations.loudspeaker.emergency;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.ingest.presence.PresenceBoard;
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

/** Emergency bulletins. Safe for any thread; blocks on the database. */
public final class Emergencies {
    private static final int MOST_LISTED = 200;

    private final Templates templates;
    private final EmergencyStore store;
    private final VerdictStore verdicts;
    private final Sending sending;
    private final FollowUp followUp;
    private final Proposals proposals;
    private final World world;
    private final List<Consumer<Emergency>> listeners = new CopyOnWriteArrayList<>();

    public Emergencies(EmergencyStore store, Programme programme, VerdictStore verdicts, World world) {
        this.templates = Templates.bundled();
        this.store = store;
        this.verdicts = verdicts;
        this.world = world;
        this.sending = new Sending(store, programme, world.clusters(), world.wake());
        this.followUp = new FollowUp(sending, store, world.presence(), world.flags());
        this.proposals = new Proposals(templates, world.alarms(), world.clusters());
    }

    /** The listener hears of each bulletin when it is first sent, and must not block for long. */
    public void onSent(Consumer<Emergency> listener) {
        listeners.add(listener);
    }

    public Templates templates() {
        return templates;
    }

    /** What an alarm knows for the holes of a template. */
    public Map<String, String> known(Template template, org.kenh.operations.alarmdesk.AlarmView alarm) {
        return proposals.values(template, alarm);
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
        Bilingual text = wanted.text().orElseGet(() -> template.filled(wanted.values()));
        return new Draft(
                wanted.alarm(),
                template.id(),
                template.name(),
                text,
                wanted.text().isPresent(),
                wanted.areas(),
                wanted.clusters(),
                wanted.repeats(),
                Speech.seconds(text.vi()));
    }

    /** Keeps a draft; where its template is pre-authorised and its text unchanged, it is sent at once. */
    public Emergency add(Draft draft, String by) {
        Emergency kept = store.add(draft, new Deed(by, now())).orElseThrow();
        tell(kept.id());
        boolean free = !draft.own() && store.preauthorised().contains(draft.template());
        if (free && store.approve(kept.id(), kept.revision(), new Deed(by, now()))) {
            send(kept.id());
        }
        return store.find(kept.id()).orElse(kept);
    }

    /** Another person than the one who drafted it lets it go. */
    public Approval approve(long id, Optional<Integer> revision, String by) {
        Optional<Emergency> found = store.find(id);
        if (found.isEmpty()) {
            return Approval.UNKNOWN;
        }
        Emergency emergency = found.get();
        if (emergency.created().by().equals(by)) {
            return Approval.SAME_PERSON;
        }
        boolean done = revision.filter(wanted -> wanted != emergency.revision()).isEmpty()
                && store.approve(id, emergency.revision(), new Deed(by, now()));
        if (!done) {
            return Approval.CHANGED;
        }
        send(id);
        return Approval.DONE;
    }

    /** Calls it off: a draft for good, one that was sent as far as it has not sounded. False if it is over. */
    public boolean cancel(Emergency emergency, String by, String reason) {
        Deed deed = new Deed(by, now());
        List<String> unheard =
                emergency.rounds().isEmpty() ? List.of() : coverage(emergency).open();
        boolean done = store.end(
                emergency.id(),
                Set.of(EmergencyState.DRAFT, EmergencyState.APPROVED, EmergencyState.SENT),
                new Ending(EmergencyState.CANCELLED, deed, reason, unheard));
        if (done && !emergency.rounds().isEmpty()) {
            sending.callOff(emergency, deed);
            sending.stops(emergency, deed).forEach(order -> world.stop().accept(order));
        }
        tell(emergency.id());
        return done;
    }

    /** A person knows which clusters were not heard and takes it from there. False if it was not sent. */
    public boolean close(Emergency emergency, String by, String reason) {
        boolean done = store.end(
                emergency.id(),
                Set.of(EmergencyState.SENT),
                new Ending(
                        EmergencyState.CLOSED,
                        new Deed(by, now()),
                        reason,
                        coverage(emergency).open()));
        tell(emergency.id());
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

    /** Proposes, sends and follows what is to be. To be called every few seconds. */
    public synchronized void tick() {
        proposals
                .wanted()
                .forEach(proposal -> store.add(
                                draft(proposal.template(), proposal.wanted()), new Deed(proposal.by(), now()))
                        .ifPresent(made -> tell(made.id())));
        Set<String> unheard = new HashSet<>();
        for (Emergency emergency : store.running()) {
            if (emergency.state() == EmergencyState.APPROVED) {
                send(emergency.id());
            } else {
                Coverage coverage = coverage(emergency);
                List<String> open = coverage.open();
                if (open.isEmpty()) {
                    closeHeard(emergency);
                } else {
                    if (followUp.follow(emergency, coverage, now())) {
                        tell(emergency.id());
                    }
                    store.find(emergency.id())
                            .filter(now -> now.toldAt().isPresent())
                            .ifPresent(now -> unheard.addAll(open));
                }
            }
        }
        followUp.flag(unheard);
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
        if (approved.isPresent() && sending.begin(approved.get(), sending.targets(approved.get()), now())) {
            store.find(id).ifPresent(sent -> listeners.forEach(listener -> listener.accept(sent)));
        }
        tell(id);
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
     * @param values for the holes of the template
     * @param text instead of the template's
     */
    public record Wanted(
            Optional<Cause> alarm,
            Map<String, String> values,
            Optional<Bilingual> text,
            List<String> areas,
            List<String> clusters,
            int repeats) {}

    /**
     * What is around the desk.
     *
     * @param wake is told which device has a command waiting
     * @param stop issues a command that silences a cluster
     */
    public record World(
            Clusters clusters,
            Alarms alarms,
            PresenceBoard presence,
            DeviceFlags flags,
            Consumer<DeviceId> wake,
            Consumer<EmergencyStore.Order> stop,
            LoudspeakerNews news,
            InstantSource clock) {}
}
