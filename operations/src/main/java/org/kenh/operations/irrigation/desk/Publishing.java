package org.kenh.operations.irrigation.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.desk.PlanStore.Published;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the plan that stands to the devices and learns whether they have it. A schedule that does not arrive in time is signed anew, with the next
 * version and what still counts, for as long as its plan stands. Safe for any thread; blocks on the database.
 */
public final class Publishing {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);
    private static final int MOST_LISTED = 500;
    private static final String SELF = "kenh";
    /** What an agent answers that has a greater version, as after a restored backup of the centre. */
    private static final Pattern OLD_SCHEDULE = Pattern.compile("^old-schedule:.*?version (\\d{1,18})");

    private final PlanStore store;
    private final Obstacles obstacles;
    private final Outlet outlet;
    private final IrrigationNews news;
    private final InstantSource clock;
    private final Map<String, CommandState> noticed = new HashMap<>();

    public Publishing(PlanStore store, Surroundings surroundings, Outlet outlet, InstantSource clock) {
        this.store = store;
        this.obstacles = new Obstacles(store, surroundings);
        this.outlet = outlet;
        this.news = outlet.news();
        this.clock = clock;
    }

    /** Publishes an accepted plan, by another person than accepted it. */
    public Decision publish(long id, String by) {
        Optional<PlanContent> found = store.content(id);
        if (found.isEmpty()) {
            return new Decision.Unknown();
        }
        PlanHead head = found.get().head();
        if (head.state() != PlanState.ACCEPTED) {
            return new Decision.WrongState(head.state());
        }
        if (head.accepted().filter(step -> step.by().equals(by)).isPresent()) {
            return new Decision.SamePerson();
        }
        Instant now = now();
        return obstacles.of(found.get(), now).orElseGet(() -> publish(id, new Step(by, now)));
    }

    /**
     * Takes turns out of the plan that stands, at once: for lockouts and stops. Leading to rest, it needs no second person. Turns that are not
     * in it, or are withdrawn already, are passed over.
     */
    public void withdraw(Collection<String> turns, String by, String reason) {
        Published done = store.withdraw(turns, new PlanStore.Withdrawal(new Step(by, now()), reason), outlet.writer());
        if (done instanceof Published.Done told) {
            sent(told);
            turns.forEach(turn -> news.tell(IrrigationNews.Kind.TURN, turn, Optional.empty()));
        }
    }

    /** Newest first; of one plan if it is given. */
    public List<Publication> list(Optional<Long> plan) {
        return store.publications(plan, MOST_LISTED);
    }

    /** Looks what devices have answered, and sends anew what did not arrive. To be called every few seconds. */
    public synchronized void follow() {
        List<Publication> standing = store.standing();
        noticed.keySet().retainAll(standing.stream().map(Publication::command).toList());
        for (Publication publication : standing) {
            CommandState before = noticed.put(publication.command(), publication.state());
            if (before != null && before != publication.state()) {
                news.tell(IrrigationNews.Kind.PLAN, String.valueOf(publication.plan()), Optional.empty());
            }
            renew(publication);
        }
    }

    private void renew(Publication publication) {
        long atLeast = publication.version() + 1;
        boolean wanted = publication.state() == CommandState.EXPIRED;
        if (publication.state() == CommandState.REFUSED) {
            Matcher matcher = OLD_SCHEDULE.matcher(publication.detail());
            if (matcher.find()) {
                atLeast = Long.parseLong(matcher.group(1)) + 1;
                wanted = true;
            }
        }
        if (wanted && isWorthIt(publication)) {
            Published done = store.resend(publication.device(), atLeast, new Step(SELF, now()), outlet.writer());
            if (done instanceof Published.Done told) {
                LOG.info("the irrigation schedule of device {} is sent again", publication.device());
                sent(told);
            }
        }
    }

    /** Until the last of its turns would be over. */
    private boolean isWorthIt(Publication publication) {
        return store.find(publication.plan())
                .filter(plan -> now().isBefore(plan.horizon().to()))
                .isPresent();
    }

    private Decision publish(long id, Step step) {
        return switch (store.publish(id, step, outlet.writer())) {
            case Published.Done done -> {
                sent(done);
                yield new Decision.Done(done.plan());
            }
            case Published.Outrun outrun ->
                store.find(id)
                        .<Decision>map(head -> new Decision.WrongState(head.state()))
                        .orElseGet(Decision.Unknown::new);
        };
    }

    private void sent(Published.Done done) {
        done.devices().forEach(outlet.wake());
        news.tell(IrrigationNews.Kind.PLAN, String.valueOf(done.plan().id()), Optional.empty());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * How schedules leave.
     *
     * @param wake is told which device has something new waiting
     */
    public record Outlet(PlanStore.DocumentWriter writer, Consumer<DeviceId> wake, IrrigationNews news) {}
}
