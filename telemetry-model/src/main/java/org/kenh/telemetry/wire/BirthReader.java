package org.kenh.telemetry.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** Gathers the members of a birth while they are read. */
final class BirthReader {
    private static final int MOST_SERIES = 500;
    private static final int MOST_COMMANDS = 100;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    private Optional<String> model = Optional.empty();
    private Optional<String> firmware = Optional.empty();
    private Optional<Duration> interval = Optional.empty();
    private final List<DeclaredSeries> series = new ArrayList<>();
    private final Set<SeriesName> names = new HashSet<>();
    private final List<String> commands = new ArrayList<>();

    Birth birth() {
        return new Birth(model, firmware, interval, series, commands);
    }

    void member(String name, JsonParser parser) throws Rejection, IOException {
        switch (name) {
            case "model" -> model = Optional.of(JsonMembers.string(parser));
            case "firmware" -> firmware = Optional.of(JsonMembers.string(parser));
            case "interval" -> interval = Optional.of(interval(parser));
            case "series" -> elements(parser, MOST_SERIES, this::oneSeries);
            case "commands" -> elements(parser, MOST_COMMANDS, this::oneCommand);
            default -> parser.skipChildren();
        }
    }

    private void oneSeries(JsonParser parser) throws Rejection, IOException {
        SeriesReader reader = new SeriesReader();
        JsonMembers.object(parser, reader::member);
        DeclaredSeries declared = reader.series();
        if (!names.add(declared.name())) {
            throw new Rejection("series " + declared.name() + " is declared twice");
        }
        series.add(declared);
    }

    private void oneCommand(JsonParser parser) throws Rejection, IOException {
        commands.add(CommandCodec.checkedName(JsonMembers.string(parser)));
    }

    private static void elements(JsonParser parser, int most, Element element) throws Rejection, IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw Json.unexpected(parser, "an array");
        }
        for (int number = 1; parser.nextToken() != JsonToken.END_ARRAY; number++) {
            try {
                if (number > most) {
                    throw new Rejection("there must be at most " + most);
                }
                element.read(parser);
            } catch (Rejection rejection) {
                throw rejection.within("element " + number);
            }
        }
    }

    private static Duration interval(JsonParser parser) throws Rejection, IOException {
        Duration interval = Duration.ofNanos(Json.scaled(parser, 9));
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new Rejection(
                    "the interval must be 1 to " + LONGEST.toSeconds() + " seconds, but is " + parser.getText());
        }
        return interval;
    }

    /** Takes one element of an array; the parser stands on its first token and must be left on its last. */
    private interface Element {
        void read(JsonParser parser) throws Rejection, IOException;
    }

    private static final class SeriesReader {
        private Optional<SeriesName> name = Optional.empty();
        private Unit unit = Unit.NONE;
        private Optional<Duration> interval = Optional.empty();

        DeclaredSeries series() throws Rejection {
            if (name.isEmpty()) {
                throw new Rejection("the member \"name\" is missing");
            }
            return new DeclaredSeries(name.get(), unit, interval);
        }

        void member(String member, JsonParser parser) throws Rejection, IOException {
            switch (member) {
                case "name" -> name = Optional.of(Texts.seriesName(JsonMembers.string(parser)));
                case "unit" -> unit = Texts.unit(JsonMembers.string(parser));
                case "interval" -> interval = Optional.of(BirthReader.interval(parser));
                default -> parser.skipChildren();
            }
        }
    }
}
