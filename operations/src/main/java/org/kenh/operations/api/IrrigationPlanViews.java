package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.irrigation.desk.Constraint;
import org.kenh.operations.irrigation.desk.PlanHead;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.Publication;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.FieldTurn;
import org.kenh.operations.irrigation.plan.PlanDifference;
import org.kenh.operations.irrigation.plan.Target;

/** Plans and their parts as JSON. */
final class IrrigationPlanViews {
    private IrrigationPlanViews() {}

    static ObjectNode plan(PlanHead head, boolean withFigures) {
        PlanView view = new PlanView(
                head.id(),
                head.state().word(),
                head.horizon().from(),
                head.horizon().to(),
                head.base().orElse(null),
                head.parent().orElse(null),
                head.made().by(),
                head.made().at(),
                by(head.accepted()),
                at(head.accepted()),
                by(head.published()),
                at(head.published()),
                by(head.ended()),
                at(head.ended()),
                withFigures ? head.figures().map(FiguresView::of).orElse(null) : null,
                head.note());
        return Json.MAPPER.valueToTree(view);
    }

    static TurnView turn(long plan, PlannedTurn turn) {
        return turn(plan, turn, Optional.empty());
    }

    /** With what became of it. */
    static TurnView turn(long plan, PlannedTurn turn, Optional<TurnAccount> account) {
        return new TurnView(
                plan,
                turn.id(),
                turn.kind().word(),
                turn.subject(),
                turn.canal(),
                turn.target().map(Target::device).orElse(null),
                turn.target().map(Target::name).orElse(null),
                turn.period().from(),
                turn.period().to(),
                turn.flow(),
                turn.volume(),
                turn.kilowattHours(),
                turn.cost(),
                turn.energy(),
                turn.pinned(),
                turn.withdrawn().orElse(null),
                account.map(IrrigationExecutionViews::account).orElse(null));
    }

    static ConstraintView constraint(Constraint one) {
        return new ConstraintView(
                one.number(),
                one.forbidden() ? "forbid" : "pin",
                one.kind().word(),
                one.subject(),
                one.period().from(),
                one.period().to(),
                one.reason(),
                one.set().by(),
                one.set().at());
    }

    static DifferenceView difference(PlanDifference difference, Predicate<String> shown) {
        return new DifferenceView(
                difference.cost(),
                difference.kilowattHours(),
                difference.missing(),
                difference.moved().stream()
                        .filter(move -> shown.test(move.after().field()))
                        .map(move -> new MoveView(
                                move.after().field(), SpanView.of(move.before()), SpanView.of(move.after())))
                        .toList(),
                spans(difference.added(), shown),
                spans(difference.removed(), shown));
    }

    static PublicationView publication(Publication one) {
        return new PublicationView(
                one.plan(),
                one.device().value(),
                one.version(),
                one.newest(),
                one.turns(),
                one.command(),
                one.state() == CommandState.DONE ? "confirmed" : one.state().word(),
                one.sentAt(),
                one.at(),
                one.expiresAt(),
                one.detail().isEmpty() ? null : one.detail());
    }

    static JsonNode tree(Object value) {
        return Json.MAPPER.valueToTree(value);
    }

    private static List<FieldSpanView> spans(List<FieldTurn> turns, Predicate<String> shown) {
        return turns.stream()
                .filter(turn -> shown.test(turn.field()))
                .map(turn -> new FieldSpanView(turn.field(), turn.start(), turn.end(), turn.volume()))
                .toList();
    }

    private static @Nullable String by(Optional<Step> step) {
        return step.map(Step::by).orElse(null);
    }

    private static @Nullable Instant at(Optional<Step> step) {
        return step.map(Step::at).orElse(null);
    }

    private record PlanView(
            long id,
            String state,
            Instant from,
            Instant to,
            @Nullable Long base,
            @Nullable Long parent,
            String madeBy,
            Instant madeAt,
            @Nullable String acceptedBy,
            @Nullable Instant acceptedAt,
            @Nullable String publishedBy,
            @Nullable Instant publishedAt,
            @Nullable String endedBy,
            @Nullable Instant endedAt,
            @Nullable FiguresView figures,
            String note) {}

    private record FiguresView(
            double cost,
            double kilowattHours,
            double volume,
            double missing,
            double greedyCost,
            double greedyMissing,
            boolean withSolver) {
        static FiguresView of(PlanHead.Figures figures) {
            return new FiguresView(
                    figures.cost(),
                    figures.energy(),
                    figures.volume(),
                    figures.missing(),
                    figures.greedyCost(),
                    figures.greedyMissing(),
                    figures.withSolver());
        }
    }

    record TurnView(
            long plan,
            String id,
            String kind,
            String subject,
            String canal,
            @Nullable String device,
            @Nullable String target,
            Instant start,
            Instant end,
            double flow,
            double volume,
            double kilowattHours,
            double cost,
            List<BandEnergy> energy,
            boolean pinned,
            @Nullable String withdrawn,
            IrrigationExecutionViews.@Nullable AccountView account) {}

    record ConstraintView(
            int number,
            String type,
            String kind,
            String subject,
            Instant from,
            Instant to,
            String reason,
            String setBy,
            Instant setAt) {}

    record DifferenceView(
            double cost,
            double kilowattHours,
            double missing,
            List<MoveView> moved,
            List<FieldSpanView> added,
            List<FieldSpanView> removed) {}

    record MoveView(String field, SpanView before, SpanView after) {}

    record SpanView(Instant start, Instant end, double volume) {
        static SpanView of(FieldTurn turn) {
            return new SpanView(turn.start(), turn.end(), turn.volume());
        }
    }

    record FieldSpanView(String field, Instant start, Instant end, double volume) {}

    record PublicationView(
            long plan,
            String device,
            long version,
            boolean newest,
            int turns,
            String command,
            String state,
            Instant sentAt,
            Instant at,
            Instant expiresAt,
            @Nullable String detail) {}
}
