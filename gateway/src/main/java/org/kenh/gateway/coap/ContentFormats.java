package org.kenh.gateway.coap;

import java.util.Optional;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.kenh.telemetry.wire.ContentKind;

/** CoAP Content-Formats that devices may send. */
final class ContentFormats {
    private ContentFormats() {}

    /** Empty for a format that is not understood; without any format the payload's first byte decides. */
    static Optional<ContentKind> kindOf(int contentFormat) {
        return switch (contentFormat) {
            case MediaTypeRegistry.UNDEFINED -> Optional.of(ContentKind.UNKNOWN);
            case MediaTypeRegistry.APPLICATION_SENML_JSON, MediaTypeRegistry.APPLICATION_JSON ->
                Optional.of(ContentKind.JSON);
            case MediaTypeRegistry.APPLICATION_SENML_CBOR, MediaTypeRegistry.APPLICATION_CBOR ->
                Optional.of(ContentKind.CBOR);
            default -> Optional.empty();
        };
    }
}
