package org.kenh.operations.command;

import java.util.Locale;
import java.util.Optional;
import org.kenh.telemetry.CommandAnswer;

/**
 * How far a command has come.
 *
 * <pre>
 *              transport            device's           device's
 *              confirmed            answer             answer
 *   QUEUED ───────────────▶ SENT ───────────▶ ACCEPTED ─────────▶ DONE | FAILED | REFUSED
 *     │                      │  └──────────────────────────────▶ DONE | FAILED | REFUSED
 *     │ its time is over     │ its time is over
 *     ▼                      ▼                  late answer
 *   EXPIRED ◀────────────────┘   EXPIRED ────────────────────▶ ACCEPTED | DONE | FAILED | REFUSED
 *
 *              another person                     a person            its time is over
 *   AWAITING ─────────────────▶ QUEUED   AWAITING ─────────▶ DECLINED   AWAITING ─────▶ EXPIRED
 * </pre>
 *
 * What needs a second person begins in AWAITING; no device hears of it before it is QUEUED.
 *
 * A device that answers has evidently got the command, so an answer also takes QUEUED further (its confirmation was
 * lost). An accepted command does not expire: the device began in time, and may be at it for long. EXPIRED means that
 * nobody knows of an execution; a device that began in time but could report only later (the link was down) is
 * believed, for a pump that runs must not be shown as one that does not. The step EXPIRED stays in the list of steps.
 * DONE, FAILED, REFUSED and DECLINED are final; what a device says afterwards is kept aside, without effect.
 */
public enum CommandState {
    QUEUED,
    SENT,
    ACCEPTED,
    DONE,
    FAILED,
    REFUSED,
    EXPIRED,
    /** A second person is to approve it. */
    AWAITING,
    /** A person has ended it before it was sent. */
    DECLINED;

    /** The word in the API and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CommandState fromWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static CommandState of(CommandAnswer.State answer) {
        return switch (answer) {
            case ACCEPTED -> ACCEPTED;
            case DONE -> DONE;
            case FAILED -> FAILED;
            case REFUSED -> REFUSED;
        };
    }

    public boolean isFinal() {
        return this == DONE || this == FAILED || this == REFUSED || this == DECLINED;
    }

    /** What becomes of a command in this state when that step is reported. */
    public Verdict judge(CommandState step) {
        if (step == this) {
            return Verdict.REPEATED;
        }
        return switch (step) {
            case AWAITING -> Verdict.IGNORED;
            case QUEUED, DECLINED -> this == AWAITING ? Verdict.APPLIED : Verdict.IGNORED;
            case SENT ->
                switch (this) {
                    case QUEUED -> Verdict.APPLIED;
                    // The device's answer overtook the transport's confirmation, which tells nothing new any more.
                    case SENT, ACCEPTED, DONE, FAILED, REFUSED -> Verdict.REPEATED;
                    case EXPIRED, AWAITING, DECLINED -> Verdict.IGNORED;
                };
            case EXPIRED -> this == QUEUED || this == SENT || this == AWAITING ? Verdict.APPLIED : Verdict.IGNORED;
            case ACCEPTED, DONE, FAILED, REFUSED -> isFinal() || this == AWAITING ? Verdict.IGNORED : Verdict.APPLIED;
        };
    }

    /** What a reported step does. */
    public enum Verdict {
        APPLIED,
        /** The command is in that state already, or has passed it: nothing new. */
        REPEATED,
        /** Not possible from here: kept, without effect. */
        IGNORED
    }

    /** The state whose absence an answer fills in: a queued command that is answered must have been sent. */
    Optional<CommandState> impliedBefore(CommandState step) {
        return this == QUEUED && step != SENT && step != EXPIRED ? Optional.of(SENT) : Optional.empty();
    }
}
