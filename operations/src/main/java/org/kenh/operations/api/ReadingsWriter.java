package org.kenh.operations.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.kenh.ingest.series.SeriesReader.Bucket;
import org.kenh.ingest.series.SeriesReader.StoredReading;

/**
 * Writes readings as a JSON list while they come. Nothing is written before the first one or {@link #finish}, so that
 * until then the answer can still be another.
 */
final class ReadingsWriter {
    private final JsonGenerator json;
    private boolean begun;

    ReadingsWriter(OutputStream output) throws IOException {
        this.json = Json.MAPPER.createGenerator(output).disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    /** Runs what calls this writer back, and gives a failure to write back as what it was. */
    boolean guarded(BooleanSupplier reading) throws IOException {
        try {
            return reading.getAsBoolean();
        } catch (RuntimeException e) {
            if (e instanceof UncheckedIOException || e.getCause() instanceof UncheckedIOException) {
                throw new IOException("the client went away while it was answered", e);
            }
            throw e;
        }
    }

    void reading(StoredReading reading) {
        object(() -> {
            json.writeStringField("at", reading.at().toString());
            json.writeFieldName("value");
            Values.write(json, reading.value());
            json.writeStringField("quality", reading.quality().word());
        });
    }

    void bucket(Bucket bucket, List<String> aggregates) {
        object(() -> {
            json.writeStringField("at", bucket.start().toString());
            for (String aggregate : aggregates) {
                switch (aggregate) {
                    case "avg" -> json.writeNumberField("avg", bucket.average());
                    case "min" -> json.writeNumberField("min", bucket.minimum());
                    case "max" -> json.writeNumberField("max", bucket.maximum());
                    case "count" -> json.writeNumberField("count", bucket.count());
                    default -> throw new IllegalArgumentException("there is no aggregate " + aggregate);
                }
            }
        });
    }

    void finish() throws IOException {
        begin();
        json.writeEndArray();
        json.flush();
    }

    private void object(Fields fields) {
        try {
            begin();
            json.writeStartObject();
            fields.write();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            json.writeStartArray();
        }
    }

    @FunctionalInterface
    private interface Fields {
        void write() throws IOException;
    }
}
