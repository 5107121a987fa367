package org.kenh.operations.alarmdesk.handover;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.alarmdesk.AlarmFilter;
import org.kenh.operations.alarmdesk.AlarmFilter.View;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.alarmdesk.handover.HandoverContent.Comment;
import org.kenh.operations.alarmdesk.handover.HandoverContent.Happened;
import org.kenh.operations.alarmdesk.handover.HandoverContent.Standing;
import org.kenh.operations.alarmdesk.handover.HandoverStore.NewHandover;
import org.kenh.operations.alarmdesk.handover.HandoverStore.Shift;

/** Draws up what a shift hands over, keeps it, and has it accepted. Blocks on the store; safe for any thread. */
public final class Handovers {
    public static final Duration LONGEST = Duration.ofDays(7);
    private static final int MOST_LISTED = 200;

    private final HandoverStore store;
    private final Alarms alarms;
    private final InstantSource clock;

    public Handovers(HandoverStore store, Alarms alarms, InstantSource clock) {
        this.store = store;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** What happened in the shift, and how everything stands now. */
    public HandoverContent draft(Shift shift, Optional<String> area) {
        List<Happened> occurrences = store.occurrences(shift, HandoverContent.MOST + 1);
        List<Comment> comments = store.comments(shift, HandoverContent.MOST + 1);
        boolean cut = Math.max(occurrences.size(), comments.size()) > HandoverContent.MOST;
        return new HandoverContent(
                shift.from(),
                shift.to(),
                area.orElse(null),
                now(),
                store.annunciated(shift),
                store.events(shift),
                occurrences.stream().limit(HandoverContent.MOST).toList(),
                cut,
                standing(shift.scope(), View.LIVE),
                standing(shift.scope(), View.SHELVED),
                standing(shift.scope(), View.OUT_OF_SERVICE),
                comments.stream().limit(HandoverContent.MOST).toList());
    }

    /** Keeps a draft for good, with what the person wrote. */
    public Handover handOver(HandoverContent content, String json, Signed signed) {
        return store.add(new NewHandover(
                Optional.ofNullable(content.area()),
                content.from(),
                content.to(),
                signed.notes(),
                signed.by(),
                signed.taker(),
                content.at(),
                json));
    }

    /** Empty if it was accepted already. */
    public Optional<Handover> accept(long id) {
        return store.accept(id, now()) ? store.find(id) : Optional.empty();
    }

    public Optional<Handover> find(long id) {
        return store.find(id);
    }

    /** Those that lie within the scope, newest first. */
    public List<Handover> list(AreaScope scope) {
        return store.list(scope, MOST_LISTED);
    }

    private List<Standing> standing(AreaScope scope, View view) {
        return alarms.list(AlarmFilter.of(scope).withView(view)).stream()
                .map(Standing::of)
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Who hands over to whom.
     *
     * @param notes may be empty
     */
    public record Signed(String by, String taker, String notes) {}
}
