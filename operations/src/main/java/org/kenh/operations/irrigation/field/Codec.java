package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.kenh.operations.document.Members;
import org.kenh.operations.document.Mistake;
import org.kenh.operations.document.Mistakes;

/**
 * One kind of record as JSON: the same in the API, in the store and in files. What is read is checked wholly but for
 * what only the registry can tell: whether areas, devices, canals and crops exist.
 */
public abstract sealed class Codec<T> permits PumpCodec, CanalCodec, FieldCodec, SeasonCodec, CropCodec, TariffCodec {
    /** The record without its revision, absent members as null. */
    public abstract ObjectNode encode(T value);

    /** Reads what {@link #encode} or a person has written. */
    public final Decoding<T> decode(JsonNode root, int revision) {
        Mistakes mistakes = new Mistakes();
        if (!(root instanceof ObjectNode object)) {
            mistakes.add("", "field.object");
            return new Decoding.Refused<>(mistakes.all());
        }
        Members members = new Members(object, "", mistakes);
        T value = read(members, revision);
        members.finish();
        return mistakes.isEmpty() ? new Decoding.Decoded<>(value) : new Decoding.Refused<>(mistakes.all());
    }

    /** Reads all members; what cannot be read gets some value, and a mistake. */
    abstract T read(Members members, int revision);

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What reading came to. */
    public sealed interface Decoding<T> {
        record Decoded<T>(T value) implements Decoding<T> {}

        /** All that is wrong. */
        record Refused<T>(List<Mistake> mistakes) implements Decoding<T> {
            public Refused {
                mistakes = List.copyOf(mistakes);
            }
        }
    }
}
