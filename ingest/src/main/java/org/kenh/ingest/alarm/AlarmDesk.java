package org.kenh.ingest.alarm;

import java.util.Objects;
import org.kenh.ingest.alarm.Actor.Right;

/** What people may do to an alarm in which state: the rows of the transition table that begin with a person. */
final class AlarmDesk {
    private final Alarm alarm;
    private final Standing standing;
    private final AlarmRule rule;

    AlarmDesk(Alarm alarm) {
        this.alarm = alarm;
        standing = alarm.standing();
        rule = alarm.rule();
    }

    Outcome perform(Action action, Actor actor) {
        Right right = switch (action) {
            case Action.Acknowledge a -> Right.OPERATE;
            case Action.Shelve a -> Right.OPERATE;
            case Action.Unshelve a -> Right.OPERATE;
            case Action.Reset a -> Right.OPERATE;
            case Action.Suppress a -> Right.SUPPRESS;
            case Action.Unsuppress a -> Right.SUPPRESS;
            case Action.TakeOutOfService a -> Right.TAKE_OUT_OF_SERVICE;
            case Action.PutInService a -> Right.TAKE_OUT_OF_SERVICE;
        };
        if (!actor.may(right)) {
            return new Outcome.Forbidden(actor.name() + " lacks the right " + right);
        }
        return switch (action) {
            case Action.Acknowledge acknowledge -> acknowledge(acknowledge, actor);
            case Action.Shelve shelve -> shelve(shelve, actor);
            case Action.Unshelve unshelve -> unshelve(unshelve, actor);
            case Action.Reset reset -> reset(reset, actor);
            case Action.Suppress suppress -> suppress(suppress.cause(), suppress, actor);
            case Action.Unsuppress unsuppress -> suppress(unsuppress.cause(), unsuppress, actor);
            case Action.TakeOutOfService out -> service(out, true, actor);
            case Action.PutInService in -> service(in, false, actor);
        };
    }

    private Outcome acknowledge(Action.Acknowledge action, Actor actor) {
        boolean another = standing.occurrence() != null && !Objects.equals(standing.occurrence(), action.occurrence());
        if (another) {
            return conflict("the live occurrence is " + standing.occurrence() + ", not " + action.occurrence());
        }
        return switch (standing.letter()) {
            case B, D, E -> {
                long again = rule.timing()
                        .reAlarm()
                        .map(after -> alarm.present() + Micros.of(after))
                        .orElse(Micros.NEVER);
                yield change(Event.ACKNOWLEDGE, action, actor, () -> standing.acknowledge(again));
            }
            case A, C, F, G, H, I -> new Outcome.NoOp(standing.letter());
        };
    }

    private Outcome shelve(Action.Shelve action, Actor actor) {
        if (!rule.handling().shelvable()) {
            return new Outcome.Forbidden("alarms of the rule " + rule.id() + " cannot be shelved");
        }
        boolean grave = rule.weights().stream().anyMatch(weight -> weight.priority() == Priority.P1);
        if (grave && !actor.may(Right.SUPERVISE)) {
            return new Outcome.Forbidden("an alarm of priority 1 is shelved by a supervisor");
        }
        if (action.reason().isBlank()) {
            return new Outcome.Invalid("a reason is needed to shelve");
        }
        long until = Micros.of(action.until());
        long longest = Micros.of(rule.handling().longestShelving());
        if (until <= alarm.present() || until - alarm.present() > longest) {
            return new Outcome.Invalid("it can be shelved for at most "
                    + rule.handling().longestShelving() + " from now, but not until " + action.until());
        }
        if (standing.letter().suppressed()) {
            return conflict("it is shelved, suppressed or out of service already");
        }
        return change(Event.SHELVE, action, actor, () -> standing.shelve(until, action.oneShot()));
    }

    private Outcome unshelve(Action.Unshelve action, Actor actor) {
        if (!standing.shelved()) {
            return new Outcome.NoOp(standing.letter());
        }
        return change(
                Event.UNSHELVE,
                action,
                actor,
                () -> standing.unshelve(rule.handling().latching()));
    }

    private Outcome reset(Action.Reset action, Actor actor) {
        return switch (standing.letter()) {
            case A, D -> new Outcome.NoOp(standing.letter());
            case B, C -> conflict("the condition is still active");
            case E -> conflict("it must be acknowledged first");
            case F ->
                alarm.detection().stillWanted()
                        ? conflict("the condition is still active")
                        : change(Event.RESET, action, actor, standing::reset);
            case G, H, I -> conflict("it is shelved, suppressed or out of service");
        };
    }

    private Outcome suppress(String cause, Action action, Actor actor) {
        boolean set = action instanceof Action.Suppress;
        if (cause.isBlank() || cause.length() > Action.LONGEST_CAUSE) {
            return new Outcome.Invalid("a cause of 1 to " + Action.LONGEST_CAUSE + " characters is needed");
        }
        if (standing.suppressors().contains(cause) == set) {
            return new Outcome.NoOp(standing.letter());
        }
        if (set && standing.suppressors().size() == Standing.MOST_SUPPRESSORS) {
            return new Outcome.Invalid("it is suppressed by " + Standing.MOST_SUPPRESSORS + " causes already");
        }
        return change(
                set ? Event.SUPPRESS : Event.UNSUPPRESS,
                action,
                actor,
                () -> standing.suppressBy(cause, set, rule.handling().latching()));
    }

    private Outcome service(Action action, boolean out, Actor actor) {
        if (action.reason().isBlank()) {
            return new Outcome.Invalid("a reason is needed to take out of service or put back");
        }
        if (standing.outOfService() == out) {
            return new Outcome.NoOp(standing.letter());
        }
        return change(
                out ? Event.OUT_OF_SERVICE : Event.IN_SERVICE,
                action,
                actor,
                () -> standing.takeOutOfService(out, rule.handling().latching()));
    }

    private Outcome change(Event event, Action action, Actor actor, Runnable step) {
        Letter from = standing.letter();
        alarm.writer().mark();
        step.run();
        alarm.moved(event, actor.name(), action.reason());
        return new Outcome.Done(from, standing.letter());
    }

    private Outcome conflict(String why) {
        return new Outcome.Conflict(standing.letter(), why);
    }
}
