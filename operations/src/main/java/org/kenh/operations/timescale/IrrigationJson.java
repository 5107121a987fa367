package org.kenh.operations.timescale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.kenh.operations.OperationsException;
import org.kenh.operations.irrigation.field.Codec;
import org.kenh.operations.irrigation.field.Codec.Decoding;

/** Reads documents of the irrigation registry. */
final class IrrigationJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private IrrigationJson() {}

    static <T> T stored(Codec<T> codec, String document, int revision) {
        try {
            return switch (codec.decode(JSON.readTree(document), revision)) {
                case Decoding.Decoded<T>(T value) -> value;
                case Decoding.Refused<T> refused ->
                    throw new OperationsException(
                            "the store holds a document that cannot be read: " + refused.mistakes());
            };
        } catch (JsonProcessingException e) {
            throw new OperationsException("the store holds a document that is not JSON", e);
        }
    }
}
