package org.kenh.edge.control;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.schedule.DocumentSigner;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.Turn;
import org.kenh.telemetry.wire.ScheduleCodec;

/** A centre that signs schedules. */
final class Centre {
    private final KeyPair pair;

    Centre() {
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its public half, as a line of a site file. */
    String key() {
        return "centreKeys: [{id: centre, key: \""
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()) + "\"}]\n";
    }

    /** The arguments of {@code schedule.put}. */
    String signed(long version, Turn... turns) {
        return signed("tram-1", version, turns);
    }

    String signed(String device, long version, Turn... turns) {
        Schedule schedule = new Schedule(
                "lich",
                DeviceId.of(device),
                version,
                Rig.START,
                Rig.START,
                Rig.START.plus(Duration.ofDays(7)),
                List.of(turns));
        return new String(
                ScheduleCodec.encodeSigned(
                        new DocumentSigner("centre", pair.getPrivate()).sign(ScheduleCodec.encode(schedule))),
                StandardCharsets.UTF_8);
    }

    static Turn turn(String id, String target, Duration from, Duration length) {
        return new Turn(id, target, 1, at(from), length, Optional.empty(), Turn.Late.REST, List.of());
    }

    static Turn skipping(Turn turn) {
        return new Turn(
                turn.id(),
                turn.target(),
                turn.position(),
                turn.start(),
                turn.duration(),
                turn.volume(),
                Turn.Late.SKIP,
                turn.conditions());
    }

    static Turn ofVolume(Turn turn, double volume) {
        return new Turn(
                turn.id(),
                turn.target(),
                turn.position(),
                turn.start(),
                turn.duration(),
                Optional.of(volume),
                turn.late(),
                turn.conditions());
    }

    static Turn when(Turn turn, Turn.Condition condition) {
        return new Turn(
                turn.id(),
                turn.target(),
                turn.position(),
                turn.start(),
                turn.duration(),
                turn.volume(),
                turn.late(),
                List.of(condition));
    }

    private static Instant at(Duration from) {
        return Rig.START.plus(from);
    }
}
