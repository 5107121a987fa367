package org.kenh.operations.api;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The languages that the API speaks; Vietnamese unless English is asked for. */
enum Language {
    VIETNAMESE("vi"),
    ENGLISH("en");

    private static final int LONGEST_HEADER = 200;

    private final Locale locale;

    Language(String tag) {
        this.locale = Locale.forLanguageTag(tag);
    }

    /** The better one for the value of an Accept-Language header. */
    static Language of(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > LONGEST_HEADER) {
            return VIETNAMESE;
        }
        try {
            Locale best = Locale.lookup(
                    Locale.LanguageRange.parse(acceptLanguage), List.of(VIETNAMESE.locale, ENGLISH.locale));
            return ENGLISH.locale.equals(best) ? ENGLISH : VIETNAMESE;
        } catch (IllegalArgumentException e) {
            return VIETNAMESE; // not a list of languages; an answer in the first one is still an answer
        }
    }

    String tag() {
        return locale.toLanguageTag();
    }

    String say(Text text) {
        return new MessageFormat(messages().getString(text.key()), Locale.ROOT)
                .format(text.arguments().toArray());
    }

    private ResourceBundle messages() {
        return ResourceBundle.getBundle(
                "org.kenh.operations.api.messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
