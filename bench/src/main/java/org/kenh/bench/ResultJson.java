package org.kenh.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kenh.bench.load.FlowResult;
import org.kenh.bench.load.Payload;

/** Results for programs. */
final class ResultJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ResultJson() {}

    static Map<String, Object> of(FlowResult result, Payload payload) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messagesPerSecond", result.perSecond());
        fields.put("valuesPerSecond", result.perSecond() * payload.readings());
        fields.put("seconds", result.seconds());
        fields.put("latencyMedianMs", result.millisAtPercentile(50));
        fields.put("latencyP99Ms", result.millisAtPercentile(99));
        fields.put("latencyMaxMs", result.maxMillis());
        fields.put("sent", result.sent());
        fields.put("acknowledged", result.acknowledged());
        fields.put("failures", result.failures());
        return fields;
    }

    static void write(Path file, Object value) throws IOException {
        JSON.writeValue(file.toFile(), value);
    }
}
