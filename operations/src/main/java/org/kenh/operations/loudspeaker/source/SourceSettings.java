package org.kenh.operations.loudspeaker.source;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How the source-information system is reached.
 *
 * @param directory absolute; with {@code in}, {@code out}, {@code done} and {@code bad} below it
 * @param url below which are {@code schedules}, {@code status}, {@code plays} and {@code emergencies}
 * @param pullMinutes between two looks for schedules
 * @param pushMinutes between two reports
 * @param mapping version of the names of fields, see {@link FieldMapping}
 * @param keySet whether a key for its door is kept, which is never told
 * @param revision 0: never set
 */
public record SourceSettings(
        Way way,
        Optional<Path> directory,
        Optional<URI> url,
        int pullMinutes,
        int pushMinutes,
        String mapping,
        boolean keySet,
        int revision) {
    public static final SourceSettings NEVER_SET =
            new SourceSettings(Way.OFF, Optional.empty(), Optional.empty(), 5, 5, FieldMapping.OWN.version(), false, 0);

    /** How data goes to and fro. */
    public enum Way {
        OFF,
        FILE,
        HTTP;

        /** The word in the API and in the store. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Way fromWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
