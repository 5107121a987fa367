package org.kenh.edge.fleet;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.schedule.DocumentSigner;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.Turn;
import org.kenh.telemetry.wire.ScheduleCodec;

/** A centre with a key of its own that signs schedules. */
final class ScheduleAuthor {
    private final String id;
    private final KeyPair pair;

    ScheduleAuthor(String id) {
        this.id = id;
        try {
            this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half as a fleet's file has it. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    /** The arguments of {@code schedule.put} for a week. */
    String signed(DeviceId device, long version, Instant from, List<Turn> turns) {
        Schedule schedule = new Schedule("lich", device, version, from, from, from.plus(Duration.ofDays(7)), turns);
        DocumentSigner signer = new DocumentSigner(id, pair.getPrivate());
        return new String(
                ScheduleCodec.encodeSigned(signer.sign(ScheduleCodec.encode(schedule))), StandardCharsets.UTF_8);
    }
}
