package org.kenh.ingest.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.session.DeviceCredentials.Verdict;
import org.kenh.ingest.IngestException;
import org.kenh.telemetry.DeviceId;

class CredentialBookTest {
    private static final DeviceId D1 = DeviceId.of("d1");
    private static final DeviceId D2 = DeviceId.of("d2");

    private final SecretVault vault = new SecretVault(new byte[32]);
    private final FakeStore store = new FakeStore();
    private final CredentialBook book = new CredentialBook(store, vault);

    @Test
    void secret_isLookedUpOnce() {
        store.secrets.put(D1, vault.keep(D1, "secret"));

        assertThat(book.verify(D1, bytes("secret"))).isEqualTo(Verdict.ACCEPTED);
        assertThat(book.verify(D1, bytes("Secret"))).isEqualTo(Verdict.WRONG);
        assertThat(book.preSharedKey(D1)).contains(bytes("secret"));
        assertThat(store.lookUps).isEqualTo(1);
    }

    @Test
    void unknownDevice_isLookedUpOnceToo_untilItIsMade() {
        assertThat(book.verify(D1, bytes("secret"))).isEqualTo(Verdict.WRONG);
        assertThat(book.verify(D1, bytes("secret"))).isEqualTo(Verdict.WRONG);
        assertThat(book.preSharedKey(D1)).isEmpty();
        assertThat(store.lookUps).isEqualTo(1);

        store.secrets.put(D1, vault.keep(D1, "secret"));
        book.forget(D1);

        assertThat(book.verify(D1, bytes("secret"))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void changeDuringALookUp_isNotLostToTheOldSecret() {
        store.secrets.put(D1, vault.keep(D1, "old"));
        store.duringLookUp = () -> {
            store.duringLookUp = () -> {};
            store.secrets.put(D1, vault.keep(D1, "new"));
            book.forget(D1);
        };
        book.verify(D1, bytes("old"));

        assertThat(book.verify(D1, bytes("old"))).isEqualTo(Verdict.WRONG);
        assertThat(book.verify(D1, bytes("new"))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void storeThatIsAway_isUnavailable_notWrong() {
        store.fails = true;

        assertThat(book.verify(D1, bytes("secret"))).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(book.preSharedKey(D1)).isEmpty();
    }

    @Test
    void sealedSecret_opensOnlyForItsDeviceAndWithItsKey() {
        KeptSecret kept = vault.keep(D1, "secret");
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;

        assertThat(vault.open(D1, kept)).isEqualTo(bytes("secret"));
        assertThatThrownBy(() -> vault.open(D2, kept)).isInstanceOf(IngestException.class);
        assertThatThrownBy(() -> new SecretVault(otherKey).open(D1, kept)).isInstanceOf(IngestException.class);
    }

    @Test
    void sealingKey_ofAnotherLength_isRefused() {
        assertThatThrownBy(() -> new SecretVault(new byte[16]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the sealing key must have 32 bytes, but has 16");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static final class FakeStore implements SecretStore {
        private final Map<DeviceId, KeptSecret> secrets = new HashMap<>();
        private Runnable duringLookUp = () -> {};
        private boolean fails;
        private int lookUps;

        @Override
        public Optional<KeptSecret> find(DeviceId device) {
            lookUps++;
            if (fails) {
                throw new IngestException("away");
            }
            Optional<KeptSecret> found = Optional.ofNullable(secrets.get(device));
            duringLookUp.run();
            return found;
        }
    }
}
