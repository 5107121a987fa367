package org.kenh.operations.irrigation.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kenh.operations.OperationsException;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.desk.PlanStore.Published;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the plan that stands to the devices and learns whether they have it. A schedule that does not arrive in time, or that the device cannot
 * take, is signed anew, with the next version and what still counts, for as long as the device may have a turn before it. Safe for any
 * thread; blocks on the database.
 */
public final class Publishing {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);
    private static final int MOST_LISTED = 500;
    private static final String SELF = "kenh";
    /** Then a device that could not take its schedule, as without a trusted clock or a free disk, is asked again. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

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
        List<Publication> standing = store.standing(now());
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
        OptionalLong version = nextVersion(publication);
        if (version.isEmpty()) {
            return;
        }
        try {
            Published done =
                    store.resend(publication.device(), version.getAsLong(), new Step(SELF, now()), outlet.writer());
            if (done instanceof Published.Done told) {
                LOG.info("the irrigation schedule of device {} is sent again", publication.device());
                sent(told);
            }
        } catch (OperationsException e) {
            // The other devices must be told all the same; this one is told again in some seconds.
            LOG.warn("device {} could not be told its schedule yet: {}", publication.device(), e.getMessage());
        }
    }

    /** The version at least with which the schedule is sent again; empty: it is under way, or there, or it is too soon. */
    private OptionalLong nextVersion(Publication publication) {
        long next = publication.version() + 1;
        return switch (publication.state()) {
            case EXPIRED -> OptionalLong.of(next);
            case REFUSED, FAILED -> {
                Matcher matcher = OLD_SCHEDULE.matcher(publication.detail());
                if (matcher.find()) {
                    yield OptionalLong.of(Long.parseLong(matcher.group(1)) + 1);
                }
                boolean pause = now().isBefore(publication.at().plus(AGAIN));
                yield pause ? OptionalLong.empty() : OptionalLong.of(next);
            }
            case QUEUED, SENT, ACCEPTED, DONE, AWAITING, DECLINED -> OptionalLong.empty();
        };
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
