package org.kenh.operations.api;

import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The languages that the API speaks; Vietnamese unless English is asked for. */
enum Language {
    VIETNAMESE("vi"),
    ENGLISH("en");

    private static final int LONGEST_HEADER = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Language.class);

    private final Locale locale;

    Language(String tag) {
        this.locale = Locale.forLanguageTag(tag);
    }

    /** Reads all texts, which is not for an event loop to do. */
    static void load() {
        LOG.debug("Texts in {}", Messages.OF.keySet());
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
        return new MessageFormat(Messages.of(this).getString(text.key()), Locale.ROOT)
                .format(text.arguments().toArray());
    }

    /** Kept for good: the cache of the platform may forget them. */
    private static final class Messages {
        private static final Map<Language, ResourceBundle> OF = new EnumMap<>(Language.class);

        static {
            for (Language language : Language.values()) {
                OF.put(
                        language,
                        ResourceBundle.getBundle(
                                "org.kenh.operations.api.messages",
                                language.locale,
                                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
            }
        }

        static ResourceBundle of(Language language) {
            return Objects.requireNonNull(OF.get(language));
        }
    }
}
