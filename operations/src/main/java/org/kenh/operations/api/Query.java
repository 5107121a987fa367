package org.kenh.operations.api;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.kenh.telemetry.Excerpt;

/**
 * The query parameters of a request, checked. Ask for all that there may be, then {@link #finish}: it throws a
 * {@link Problem} with everything that is wrong, also parameters that nobody asked for.
 */
final class Query {
    private static final int LONGEST = 1_000;

    private final MultiMap values;
    private final Set<String> known = new HashSet<>();
    private final FieldErrors errors = new FieldErrors();

    Query(MultiMap values) {
        this.values = values;
    }

    /** The value as it stands; given but empty counts as absent, as HTML forms send it. */
    Optional<String> text(String name) {
        known.add(name);
        List<String> given = values.getAll(name);
        if (given.size() > 1) {
            errors.add(name, "field.once");
        }
        Optional<String> value = given.stream().findFirst().map(String::strip).filter(text -> !text.isEmpty());
        if (value.isPresent() && value.get().length() > LONGEST) {
            errors.add(name, "field.tooLong", LONGEST);
            return Optional.empty();
        }
        return value;
    }

    /** The value as a checked type. */
    <T> Optional<T> parsed(String name, Predicate<String> valid, Function<String, T> parser) {
        Optional<String> value = text(name);
        if (value.isPresent() && !valid.test(value.get())) {
            errors.add(name, "field.form", Excerpt.of(value.get()));
            return Optional.empty();
        }
        return value.map(parser);
    }

    void require(String name) {
        if (values.getAll(name).stream().allMatch(String::isBlank)) {
            errors.add(name, "field.required");
        }
    }

    Optional<Instant> instant(String name) {
        return text(name).flatMap(value -> {
            try {
                // In a query a plus sign of an offset arrives as a blank.
                return Optional.of(OffsetDateTime.parse(value.replace(' ', '+')).toInstant());
            } catch (DateTimeException e) {
                errors.add(name, "field.instant", Excerpt.of(value));
                return Optional.empty();
            }
        });
    }

    /** A day without a time, as in 2026-01-31. */
    Optional<LocalDate> date(String name) {
        return text(name).flatMap(value -> {
            try {
                return Optional.of(LocalDate.parse(value));
            } catch (DateTimeException e) {
                errors.add(name, "field.date");
                return Optional.empty();
            }
        });
    }

    Optional<Duration> duration(String name, Duration shortest, Duration longest) {
        return text(name).flatMap(value -> {
            Optional<Duration> duration = Inputs.duration(value, shortest, longest);
            if (duration.isEmpty()) {
                errors.add(name, "field.duration", shortest, longest, Excerpt.of(value));
            }
            return duration;
        });
    }

    Optional<Integer> integer(String name, int least, int most) {
        return text(name).flatMap(value -> {
            Optional<Integer> number = Inputs.integer(value, least, most);
            if (number.isEmpty()) {
                errors.add(name, "field.integer", least, most, Excerpt.of(value));
            }
            return number;
        });
    }

    /** A list with commas, of these words only; in the order of the words. */
    Optional<List<String>> words(String name, List<String> allowed) {
        return text(name).map(value -> {
            List<String> given = Arrays.asList(value.split(",", -1));
            given.stream()
                    .filter(word -> !allowed.contains(word))
                    .forEach(word -> errors.add(name, "field.oneOf", String.join(", ", allowed), Excerpt.of(word)));
            return allowed.stream().filter(given::contains).toList();
        });
    }

    void error(String name, String key, Object... arguments) {
        errors.add(name, key, arguments);
    }

    void finish() {
        values.names().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> errors.add(Excerpt.of(name), "field.unknown"));
        errors.throwIfAny();
    }
}
