package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;

/** Whoever writes a site file finds there what the agent must trust. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IrrigationKeyApiTest {
    private final ApiHarness harness = new ApiHarness();

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void key_forAnybodySignedIn_isThePublicHalfAlone() {
        Person viewer = harness.person(Optional.empty(), Role.COMMUNE_VIEWER);

        assertThat(viewer.expect(200, viewer.get("/irrigation/key")).toString())
                .isEqualTo("{\"id\":\"irrigation-1\",\"key\":\"MCowBQYDK2Vw\"}");
    }
}
