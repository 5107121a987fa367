package org.kenh.operations.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.operations.OperationsException;
import org.kenh.telemetry.schedule.DocumentVerifier;
import org.kenh.telemetry.schedule.SignedDocument;

class ScheduleKeyFileTest {
    private static final byte[] DOCUMENT = "lịch tưới".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path data = Path.of(".");

    @Test
    void of_firstStart_makesAPrivateFileThatIsFoundAgain() throws IOException {
        ScheduleKeyFile made = ScheduleKeyFile.of(data);
        ScheduleKeyFile found = ScheduleKeyFile.of(data);

        assertThat(found.id()).isEqualTo(made.id()).matches("irrigation-[0-9a-f]{8}");
        assertThat(found.publicKey()).isEqualTo(made.publicKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void signer_signedBeforeARestart_isVerifiedAfterIt() {
        SignedDocument signed = ScheduleKeyFile.of(data).signer().sign(DOCUMENT);
        ScheduleKeyFile found = ScheduleKeyFile.of(data);

        DocumentVerifier verifier =
                new DocumentVerifier(Map.of(found.id(), DocumentVerifier.publicKey(found.publicKey())));
        assertThat(verifier.verified(signed)).hasValue(DOCUMENT);
    }

    @Test
    void of_otherDirectory_isAnotherKeyWithAnotherName() {
        ScheduleKeyFile one = ScheduleKeyFile.of(data.resolve("one"));
        ScheduleKeyFile other = ScheduleKeyFile.of(data.resolve("other"));

        assertThat(one.id()).isNotEqualTo(other.id());
        DocumentVerifier verifier =
                new DocumentVerifier(Map.of(one.id(), DocumentVerifier.publicKey(other.publicKey())));
        assertThat(verifier.verified(one.signer().sign(DOCUMENT))).isEmpty();
    }

    @Test
    void of_damaged_isRefusedAndNotReplaced() throws IOException {
        ScheduleKeyFile _ = ScheduleKeyFile.of(data);
        for (String damaged : List.of("", "AAAA\n", "không phải\nkhóa\n")) {
            Files.writeString(file(), damaged);
            assertDamaged();
            assertThat(file()).hasContent(damaged);
        }
    }

    @Test
    void of_halvesOfTwoKeys_isRefused() throws IOException {
        ScheduleKeyFile _ = ScheduleKeyFile.of(data);
        String secret = Files.readAllLines(file()).get(0);
        String foreign = ScheduleKeyFile.of(data.resolve("other")).publicKey();
        Files.writeString(file(), secret + "\n" + foreign + "\n");

        assertDamaged();
    }

    private void assertDamaged() {
        assertThatThrownBy(() -> ScheduleKeyFile.of(data))
                .isInstanceOf(OperationsException.class)
                .hasMessageContainingAll("irrigation-schedule.key", "damaged", "backup");
    }

    private Path file() {
        return data.resolve("keys").resolve("irrigation-schedule.key");
    }
}
