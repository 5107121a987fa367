package org.kenh.ingest.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.credential.SecretVault;
import org.kenh.telemetry.DeviceId;

class RegistryTablesTest {
    private static final DeviceId D1 = DeviceId.of("d1");

    private final RegistryTables registry = new RegistryTables(
            Jdbi.create(() -> {
                throw new SQLException("the answer was lost", "08006");
            }),
            new SecretVault(new byte[32]),
            Clock.systemUTC());
    private final List<String> heard = new ArrayList<>();

    @Test
    void deletingOrRenewing_withALostAnswer_revokesAllTheSame() {
        registry.onSecretChanged(device -> heard.add("forget " + device));
        registry.onRevoked(device -> heard.add("revoke " + device));

        assertThatThrownBy(() -> registry.deleteDevice(D1)).isInstanceOf(IngestException.class);
        assertThatThrownBy(() -> registry.renewSecret(D1)).isInstanceOf(IngestException.class);

        assertThat(heard).containsExactly("forget d1", "revoke d1", "forget d1", "revoke d1");
    }
}
