package org.kenh.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private static final long TIME = 1_763_600_123_456L;

    @Test
    void length_oneSampleOfFiveValues_isThatOfTheComparison() {
        assertThat(new Payload(1, 5).length()).isEqualTo(142);
    }

    @Test
    void patch_oneSample_isJsonWithItsTimeAndValues() throws IOException {
        JsonNode json = patched(new Payload(1, 7), 3);

        assertThat(json.path("ts").asLong()).isEqualTo(TIME);
        assertThat(json.path("values")).hasSize(7);
        assertThat(json.path("values").path("level.intake").asDouble()).isEqualTo(Payload.valueAt(TIME, 0));
        assertThat(json.path("values").path("measure-0006").asDouble()).isEqualTo(Payload.valueAt(TIME, 6));
    }

    @Test
    void patch_severalSamples_areStepApart() throws IOException {
        JsonNode json = patched(new Payload(4, 2), 0);

        assertThat(json).hasSize(4);
        assertThat(json.path(3).path("ts").asLong()).isEqualTo(TIME + 3 * 60_000);
        assertThat(json.path(3).path("values").path("flow.channel").asDouble())
                .isEqualTo(Payload.valueAt(TIME + 3 * 60_000, 1));
    }

    private static JsonNode patched(Payload payload, int at) throws IOException {
        byte[] frame = new byte[at + payload.length()];
        System.arraycopy(payload.template(), 0, frame, at, payload.length());
        payload.patch(frame, at, TIME, 60_000);
        return new JsonMapper().readTree(frame, at, payload.length());
    }
}
