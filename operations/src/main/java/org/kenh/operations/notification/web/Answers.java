package org.kenh.operations.notification.web;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.kenh.operations.notification.Failure;
import org.kenh.operations.notification.Sender.Outcome;

/** What answers of other machines mean for a message. */
final class Answers {
    /** Statuses below 500 that may pass. */
    private static final Set<Integer> PASSING = Set.of(408, 409, 421, 423, 425, 429);

    private Answers() {}

    static Outcome outcome(WebClient.Result result) {
        return switch (result) {
            case WebClient.Result.Forbidden(Failure why) -> new Outcome.Refused(why);
            case WebClient.Result.Failed(Failure why) -> new Outcome.Later(why);
            case WebClient.Result.Answer(int status, String body, Optional<Duration> after) -> {
                if (status >= 200 && status < 300) {
                    yield new Outcome.Sent();
                }
                Failure why = Failure.of(Failure.STATUS, String.valueOf(status));
                boolean passing = status >= 500 || PASSING.contains(status);
                yield passing ? new Outcome.Later(why, after) : new Outcome.Refused(why);
            }
        };
    }
}
