package org.kenh.operations.share.cap;

import java.time.Instant;
import java.util.List;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;

/**
 * What a message says; words as the standard has them.
 *
 * @param category {@code Met} for floods, {@code Infra} for equipment
 * @param onset when it began
 * @param areaCode the official code of the area
 * @param polygons closed, of {@code lat,lon} pairs with blanks between them
 */
public record CapContent(
        String scope,
        String category,
        String severity,
        String certainty,
        String urgency,
        Bilingual event,
        CapTexts texts,
        Instant onset,
        String areaName,
        String areaCode,
        List<String> polygons) {
    public CapContent {
        polygons = List.copyOf(polygons);
    }

    /** Whether anybody may read it. */
    public boolean reachesThePublic() {
        return scope.equals(CapMapping.PUBLIC);
    }

    /** Whether it is told in English too: a person, or the rule, has given an English headline. */
    public boolean speaksEnglish() {
        return !texts.headline().en().isBlank();
    }

    public CapContent withTexts(CapTexts other) {
        return new CapContent(
                scope, category, severity, certainty, urgency, event, other, onset, areaName, areaCode, polygons);
    }

    /** What a person may change while it is a draft; English may be empty. */
    public record CapTexts(Bilingual headline, Bilingual description, Bilingual instruction) {
        public static final int LONGEST_HEADLINE = 160;
        public static final int LONGEST = 2_000;
    }
}
