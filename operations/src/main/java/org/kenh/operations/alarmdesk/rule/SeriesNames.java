package org.kenh.operations.alarmdesk.rule;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kenh.ingest.alarm.Expression;
import org.kenh.ingest.alarm.InputName;
import org.kenh.operations.document.Members;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.SeriesName;

/**
 * Reads names of series, in which one {@code *} may stand for a part that differs: {@code pump-*}{@code /current} is one
 * alarm for each pump. The first name with a star is the pattern; every other star takes the same match.
 */
final class SeriesNames {
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
    private static final String FORMULA = "field.formula.";
    private static final int LONGEST = 200;
    private static final InputName NOTHING = InputName.of("x");

    private final String match;
    private Optional<SeriesName> first = Optional.empty();
    private Optional<String> pattern = Optional.empty();

    /** {@code match} takes the place of the stars. */
    SeriesNames(String match) {
        this.match = match;
    }

    /** The name with the star by which subjects are found; empty when there is no star. */
    Optional<String> pattern() {
        return pattern;
    }

    /** The series the rule is about, where there is one. */
    Optional<SeriesName> first() {
        return first;
    }

    /** A series that must be named; any when it is not, which the mistakes then tell. */
    InputName required(Members members, String name) {
        members.require(name);
        return members.text(name, LONGEST)
                .flatMap(text -> name(members, name, text))
                .orElse(NOTHING);
    }

    Optional<Expression> expression(Members members, String member, String text) {
        Matcher braces = BRACES.matcher(text);
        StringBuilder replaced = new StringBuilder();
        while (braces.find()) {
            String inner = braces.group(1);
            if (inner.indexOf('*') >= 0 && !star(members, member, inner.strip())) {
                return Optional.empty();
            }
            braces.appendReplacement(replaced, Matcher.quoteReplacement("{" + inner.replace("*", match) + "}"));
        }
        braces.appendTail(replaced);
        return switch (Expression.parse(replaced.toString())) {
            case Expression.Parsed parsed -> Optional.of(parsed.expression());
            case Expression.Mistake mistake -> {
                // The match has as many characters as the star while a rule is checked, so the place is right.
                members.add(member, FORMULA + mistake.flaw().name(), mistake.position(), mistake.argument());
                yield Optional.empty();
            }
        };
    }

    private Optional<InputName> name(Members members, String member, String text) {
        if (text.indexOf('*') >= 0 && !star(members, member, text)) {
            return Optional.empty();
        }
        String whole = text.replace("*", match);
        int mark = whole.indexOf('!');
        boolean valid = SeriesName.isValid(whole.substring(mark + 1))
                && (mark < 0 || DeviceId.isValid(whole.substring(0, mark)));
        if (!valid) {
            members.add(member, "field.series", Excerpt.of(text));
            return Optional.empty();
        }
        InputName name = InputName.of(whole);
        if (first.isEmpty()) {
            first = Optional.of(name.series());
        }
        return Optional.of(name);
    }

    /** Takes the first name with a star as the pattern; false if there is more than one star or a device with it. */
    private boolean star(Members members, String member, String text) {
        if (text.indexOf('*') != text.lastIndexOf('*') || text.indexOf('!') >= 0) {
            members.add(member, "field.star", Excerpt.of(text));
            return false;
        }
        if (pattern.isEmpty()) {
            pattern = Optional.of(text);
        }
        return true;
    }
}
