package org.kenh.gateway.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.telemetry.wire.ContentKind;

/** How a body is written, by its Content-Type. */
final class MediaTypes {
    private static final Set<String> FOREIGN =
            Set.of("text/html", "text/xml", "text/css", "application/xml", "application/pdf", "application/zip");
    private static final Set<String> FOREIGN_FAMILIES = Set.of("image", "audio", "video", "font", "multipart");

    private MediaTypes() {}

    /**
     * Empty for what cannot be a message of a device. Many small clients send no type, or one that their library chose
     * (curl says form-urlencoded): there the first byte decides.
     */
    static Optional<ContentKind> kindOf(@Nullable String contentType) {
        if (contentType == null) {
            return Optional.of(ContentKind.UNKNOWN);
        }
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        String family = type.substring(0, Math.max(0, type.indexOf('/')));
        if (FOREIGN.contains(type) || FOREIGN_FAMILIES.contains(family)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (type) {
                    case "application/senml+json", "application/json" -> ContentKind.JSON;
                    case "application/senml+cbor", "application/cbor" -> ContentKind.CBOR;
                    default -> ContentKind.UNKNOWN;
                });
    }
}
