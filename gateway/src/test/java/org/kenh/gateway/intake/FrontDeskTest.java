package org.kenh.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kenh.gateway.fixture.FakeCommandQueue;
import org.kenh.gateway.fixture.FakeIntake;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.wire.ContentKind;
import org.kenh.telemetry.wire.DecodingLimits;

class FrontDeskTest {
    private static final Instant NOW = Instant.parse("2026-01-31T07:00:00Z");

    private final FakeIntake intake = new FakeIntake();
    private final FrontDesk desk = new FrontDesk(intake, new FakeCommandQueue(), DecodingLimits.CONTRACT);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void pack_numbered_keepsItsNumber(Transport transport) {
        Origin origin = origin(transport, "{\"values\":{\"a\":1},\"epoch\":1763600000,\"seq\":7}");

        assertThat(receive(origin)).isEqualTo(Receipt.COMMITTED);

        assertThat(intake.taken())
                .containsExactly(new DeviceMessage.Readings(
                        origin, List.of(Reading.good("a", "", NOW, 1)), Optional.of(new PackNumber(1_763_600_000, 7))));
    }

    @Test
    void pack_halfNumbered_isKeptAsMalformed() {
        Origin origin = origin(Transport.HTTP, "{\"values\":{\"a\":1},\"seq\":7}");

        assertThat(receive(origin)).isInstanceOf(Receipt.Refused.class);

        assertThat(intake.taken())
                .containsExactly(new DeviceMessage.Malformed(
                        origin,
                        "the number of the pack needs both \"epoch\" and \"seq\", but \"epoch\" is missing",
                        ""));
    }

    private Receipt receive(Origin origin) {
        return desk.receive(origin, FrontDesk.Kind.READINGS, ContentKind.UNKNOWN)
                .toCompletableFuture()
                .join();
    }

    private static Origin origin(Transport transport, String payload) {
        return new Origin(DeviceId.of("d-1"), transport, "readings", NOW, payload.getBytes(StandardCharsets.UTF_8));
    }
}
