package org.kenh.operations.irrigation.field;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.agronomy.Crop;
import org.kenh.operations.irrigation.agronomy.StageLengths;

/**
 * One crop on one field from its start to its end. A field has one season at a time.
 *
 * @param id 0 for one that is not kept yet
 * @param crop id in the crop library
 * @param startsOn the day of sowing or transplanting
 * @param stageDays lengths of the four stages; empty: the crop's
 * @param seedlingDays age of the seedlings in days when rice is transplanted; empty: {@link #SEEDLING_DAYS}
 * @param awdThreshold mm below the soil at which the paddy is watered again, as a positive number; empty: the crop's
 * @param fertiliser days on which it is spread
 * @param endedOn the last day; empty while it runs
 */
public record Season(
        long id,
        String field,
        String crop,
        String variety,
        Method method,
        LocalDate startsOn,
        List<Integer> stageDays,
        Optional<Integer> seedlingDays,
        Optional<Integer> awdThreshold,
        List<LocalDate> fertiliser,
        Optional<LocalDate> endedOn,
        int revision) {
    /** Initial, development, middle, late. */
    public static final int STAGES = 4;

    /** Usual age of seedlings in days when they leave the nursery. */
    public static final int SEEDLING_DAYS = 20;

    public Season {
        stageDays = List.copyOf(stageDays);
        fertiliser = List.copyOf(fertiliser);
    }

    public Season withId(long newId) {
        return new Season(
                newId,
                field,
                crop,
                variety,
                method,
                startsOn,
                stageDays,
                seedlingDays,
                awdThreshold,
                fertiliser,
                endedOn,
                revision);
    }

    /** The same with its last day. */
    public Season endingOn(LocalDate day) {
        return new Season(
                id,
                field,
                crop,
                variety,
                method,
                startsOn,
                stageDays,
                seedlingDays,
                awdThreshold,
                fertiliser,
                Optional.of(day),
                revision);
    }

    /**
     * Lengths of the stages from {@link #startsOn} on: its own, or the crop's. Those of rice count from sowing; the days in
     * the nursery are not spent on this field.
     */
    public StageLengths stages(Crop grown) {
        if (stageDays.size() == STAGES) {
            return new StageLengths(stageDays.get(0), stageDays.get(1), stageDays.get(2), stageDays.get(3));
        }
        boolean nursed = grown.kind() == Crop.Kind.PADDY && method == Method.TRANSPLANTING;
        return nursed ? grown.stages().without(seedlingDays.orElse(SEEDLING_DAYS)) : grown.stages();
    }

    /** Whether it runs on that day, as far as is known. */
    public boolean covers(LocalDate day) {
        return !day.isBefore(startsOn) && endedOn.filter(day::isAfter).isEmpty();
    }

    /** How the crop came onto the field. */
    public enum Method {
        SOWING("sowing"),
        TRANSPLANTING("transplanting");

        private final String word;

        Method(String word) {
            this.word = word;
        }

        /** The word in the API and in the store. */
        public String word() {
            return word;
        }

        static Optional<Method> fromWord(String word) {
            return Arrays.stream(values())
                    .filter(method -> method.word.equals(word))
                    .findFirst();
        }
    }
}
