package org.kenh.telemetry.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Unit;

/**
 * One reading per series and time. A reading that is repeated in a payload counts once; two that contradict each other
 * are refused, because the store could keep only one of them.
 *
 * <p>RFC 8428, section 5.1.3, gives one name to several quantities at the same time and tells them apart by their units
 * alone. A series has one unit here, so in a pack that does this the readings whose unit is not the first one of their
 * name belong to the series {@code <name>:<unit>}, with {@code _} for characters that a name cannot have.
 */
final class Duplicates {
    /** Up to here comparing all pairs is quicker than hashing and allocates nothing. */
    private static final int FEW = 16;

    private Duplicates() {}

    static List<Reading> resolve(List<Reading> readings) throws Rejection {
        if (readings.size() <= FEW ? noneAmongFew(readings) : noneAmongMany(readings)) {
            return readings;
        }
        return unique(separatedByUnit(readings));
    }

    private static boolean noneAmongFew(List<Reading> readings) {
        for (int i = 1; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            for (int k = 0; k < i; k++) {
                Reading earlier = readings.get(k);
                if (earlier.timeMicros() == reading.timeMicros()
                        && earlier.series().equals(reading.series())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean noneAmongMany(List<Reading> readings) {
        Map<Identity, Reading> seen = new HashMap<>(readings.size() * 2);
        for (Reading reading : readings) {
            if (seen.put(Identity.of(reading), reading) != null) {
                return false;
            }
        }
        return true;
    }

    private static List<Reading> unique(List<Reading> readings) throws Rejection {
        Map<Identity, Reading> seen = new HashMap<>(readings.size() * 2);
        List<Reading> unique = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            Reading earlier = seen.putIfAbsent(Identity.of(reading), reading);
            if (earlier == null) {
                unique.add(reading);
            } else if (!earlier.equals(reading)) {
                throw new Rejection(
                        "the payload has two different readings of one time, " + reading.at(),
                        "series " + reading.series());
            }
        }
        return unique;
    }

    private static List<Reading> separatedByUnit(List<Reading> readings) throws Rejection {
        Map<String, Unit> firstUnits = new HashMap<>();
        List<Reading> separated = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            String name = reading.series().value();
            Unit first = firstUnits.computeIfAbsent(name, key -> reading.unit());
            separated.add(first.equals(reading.unit()) ? reading : renamed(reading));
        }
        return separated;
    }

    private static Reading renamed(Reading reading) throws Rejection {
        StringBuilder name = new StringBuilder(reading.series().value()).append(':');
        String symbol = reading.unit().symbol();
        for (int i = 0; i < symbol.length(); i++) {
            char c = symbol.charAt(i);
            name.append(Texts.isNameCharacter(c) ? c : '_');
        }
        return new Reading(
                Texts.seriesName(name.toString()),
                reading.unit(),
                reading.timeMicros(),
                reading.value(),
                reading.quality());
    }

    /** Comparable, so that names made to collide in their hash do not make the map slow. */
    private record Identity(String series, long timeMicros) implements Comparable<Identity> {
        private static final Comparator<Identity> ORDER =
                Comparator.comparing(Identity::series).thenComparingLong(Identity::timeMicros);

        static Identity of(Reading reading) {
            return new Identity(reading.series().value(), reading.timeMicros());
        }

        @Override
        public int compareTo(Identity other) {
            return ORDER.compare(this, other);
        }
    }
}
