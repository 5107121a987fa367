package org.kenh.system;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.operations.command.Commands.NewCommand;
import org.kenh.operations.irrigation.desk.Decision;
import org.kenh.operations.irrigation.desk.PlanHead;
import org.kenh.operations.irrigation.desk.PlanState;
import org.kenh.operations.irrigation.desk.Plans;
import org.kenh.operations.irrigation.desk.Started;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.desk.Wish;
import org.kenh.operations.irrigation.execution.Lockout;
import org.kenh.operations.irrigation.execution.LockoutDecision;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.telemetry.DeviceId;

/**
 * Two people who plan water: one makes and accepts plans, the other publishes them. They plan each morning, put through
 * what the desk proposes, have pumps repaired whose turns failed, and release intakes once their water is good.
 */
final class IrrigationStaff {
    private static final LocalTime MORNING = LocalTime.of(5, 45);
    private static final Duration SOLVING = Duration.ofMinutes(2);
    private static final Duration REPAIR = Duration.ofHours(30);
    private static final Duration SAMPLE = Duration.ofHours(2);
    static final String OFFICER = "can-bo-thuy-loi";
    private static final String CHIEF = "truong-phong";

    final Map<String, Integer> refused = new LinkedHashMap<>();
    final Map<Long, Instant> published = new LinkedHashMap<>();
    final Map<String, Instant> repaired = new LinkedHashMap<>();
    final List<Lockout> released = new ArrayList<>();
    int proposals;
    int tooEarly;

    private final DistrictCentre centre;
    private final IrrigationOffice office;
    private final Instant parts;
    private final Map<String, Instant> repairs = new HashMap<>();
    private Instant sampled = Instant.EPOCH;
    private LocalDate planned = LocalDate.MIN;
    private Optional<Wish> wanted = Optional.empty();

    /** Parts: when the impellers can be freed. */
    IrrigationStaff(DistrictCentre centre, IrrigationOffice office, Instant parts) {
        this.centre = centre;
        this.office = office;
        this.parts = parts;
    }

    /** What is due now. */
    void work(Instant now) {
        repair(now);
        if (!now.isBefore(sampled.plus(SAMPLE))) {
            sampled = now;
            release();
        }
        LocalDate today = LocalDate.ofInstant(now, Horizon.ZONE);
        if (today.isAfter(planned) && !LocalTime.ofInstant(now, Horizon.ZONE).isBefore(MORNING)) {
            planned = today;
            wanted = wanted.or(() -> Optional.of(Wish.fresh(Optional.empty(), Optional.empty())));
        }
        if (wanted.isPresent()) {
            wanted = plan(wanted.get()) ? Optional.empty() : wanted;
        } else {
            proposal().ifPresent(this::putThrough);
        }
    }

    /** A pump whose turn failed is looked at: it rests until its impeller is free, and then its protection is reset. */
    private void repair(Instant now) {
        for (Pump pump : centre.registry.pumps().all()) {
            DeviceId device = pump.control().device();
            boolean stuck = office.isRaised(Flag.IRRIGATION_MISSED, device) && !repaired.containsKey(pump.id());
            if (stuck && !repairs.containsKey(pump.id())) {
                Instant ready = now.plus(REPAIR).isAfter(parts) ? now.plus(REPAIR) : parts;
                repairs.put(pump.id(), ready);
                Wish.Forbid rest = new Wish.Forbid(SubjectKind.PUMP, pump.id(), new Period(now, ready), "kẹt cánh bơm");
                wanted = Optional.of(new Wish(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(rest),
                        List.of()));
            }
            Instant due = repairs.get(pump.id());
            if (due != null && !now.isBefore(due)) {
                repairs.remove(pump.id());
                repaired.put(pump.id(), now);
                centre.commands.issue(
                        device,
                        new NewCommand("pump.reset", "{\"by\":\"" + OFFICER + "\"}", OFFICER, now.plusSeconds(3600)));
            }
        }
    }

    private void release() {
        for (Lockout lockout : office.execution.lockouts().list()) {
            if (lockout.isOpen() && lockout.needsPerson()) {
                switch (office.execution.lockouts().release(lockout.id(), OFFICER, "đã lấy mẫu, nước đạt")) {
                    case LockoutDecision.Done(Lockout done) -> released.add(done);
                    case LockoutDecision.TooEarly early -> tooEarly++;
                    case LockoutDecision.Unknown unknown -> throw new AssertionError(unknown);
                    case LockoutDecision.WrongState wrong -> throw new AssertionError(wrong);
                }
            }
        }
    }

    private Optional<PlanHead> proposal() {
        return plans().list(Optional.of(PlanState.DRAFT)).stream()
                .filter(head -> head.made().by().equals("kenh"))
                .findFirst();
    }

    private void putThrough(PlanHead head) {
        proposals++;
        if (!acceptAndPublish(head.id())) {
            plans().discard(head.id(), OFFICER, "không còn hợp");
            wanted = Optional.of(Wish.fresh(Optional.empty(), Optional.empty()));
        }
    }

    private boolean plan(Wish wish) {
        return switch (plans().create(wish, OFFICER)) {
            case Started.Solving(PlanHead head) -> acceptAndPublish(solved(head.id()));
            case Started other -> refuse(other);
        };
    }

    private long solved(long id) {
        Await.until(
                "plan " + id + " is solved",
                SOLVING,
                () -> plans().find(id).orElseThrow().state() != PlanState.SOLVING);
        return id;
    }

    private boolean acceptAndPublish(long id) {
        Decision accepted = plans().accept(id, OFFICER);
        if (!(accepted instanceof Decision.Done)) {
            return refuse(accepted);
        }
        Decision alone = office.plans.publishing().publish(id, OFFICER);
        if (!(alone instanceof Decision.SamePerson)) {
            throw new AssertionError("one person alone has published: " + alone);
        }
        Decision done = office.plans.publishing().publish(id, CHIEF);
        if (!(done instanceof Decision.Done)) {
            return refuse(done);
        }
        published.put(id, centre.clock.instant());
        return true;
    }

    private boolean refuse(Object why) {
        refused.merge(centre.clock.instant() + " " + why, 1, Integer::sum);
        return false;
    }

    private Plans plans() {
        return office.plans.plans();
    }
}
