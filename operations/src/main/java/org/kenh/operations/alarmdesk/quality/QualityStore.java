package org.kenh.operations.alarmdesk.quality;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.account.AreaScope;

/** What the journal knows of the alarms that operators were told of. All calls block; a store that is away throws. */
public interface QualityStore {
    /** Each time an operator was told, by the time of the telling; in no order. */
    void annunciations(Range range, Consumer<Annunciation> each);

    /**
     * Occurrences that operators were told of and that were active for longer than this at some time of the range. Out
     * of service ends it, shelving does not.
     */
    List<Spell> standing(Range range, Duration longer);

    /** Alarms that were held because they came and went too often while operators saw them. */
    List<Chatter> chattering(Range range);

    /**
     * A stretch of time.
     *
     * @param from included
     * @param to excluded
     */
    record Range(AreaScope scope, Instant from, Instant to) {}

    /** Which alarm, by the words of the journal. */
    record Named(
            long alarm,
            String name,
            String rule,
            String area,
            @Nullable String site) {}

    /** An operator was told. */
    record Annunciation(Named alarm, int priority, Instant at) {}

    /**
     * An occurrence.
     *
     * @param end of its activity; empty while it lasts
     */
    record Spell(Named alarm, Instant begin, Optional<Instant> end) {}

    /** An alarm that chattered. */
    record Chatter(Named alarm, int times) {}
}
