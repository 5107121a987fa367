package org.kenh.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.ConnectionListener.Departure;
import org.kenh.gateway.session.DeviceCredentials;
import org.kenh.gateway.session.DeviceCredentials.Verdict;
import org.kenh.gateway.session.SessionStore;
import org.kenh.gateway.session.SessionStore.StoredSession;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Registry.DeviceCreation;
import org.kenh.ingest.registry.Registry.NewDevice;
import org.kenh.ingest.registry.Registry.Outcome;
import org.kenh.ingest.registry.Site;
import org.kenh.ingest.timescale.Databases;
import org.kenh.telemetry.DeviceId;

@ParameterizedClass
@MethodSource("org.kenh.ingest.timescale.Databases#kinds")
class RegistryTest {
    private static final DeviceId D1 = DeviceId.of("d1");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Databases kind;
    private final DatabaseSettings database;
    private final District district;
    private final Registry registry;

    RegistryTest(Databases kind) {
        this.kind = kind;
        this.database = kind.fresh();
        this.district = District.on(database);
        this.registry = district.ingest().registry();
    }

    @AfterEach
    void stop() {
        district.close();
    }

    @Test
    void area_withItsTime_comesBackWhole() {
        Area merged = new Area(
                "ung-hoa",
                "10417",
                "Xã Ứng Hòa",
                "commune",
                Optional.of("vd"),
                Optional.of(LocalDate.of(2025, 7, 1)),
                Optional.empty(),
                Optional.empty(),
                Optional.of("{\"type\":\"Polygon\",\"coordinates\":[]}"));
        Area former = new Area(
                "hoa-xa",
                "10441",
                "Xã Hòa Xá",
                "commune",
                Optional.of("vd"),
                Optional.empty(),
                Optional.of(LocalDate.of(2025, 7, 1)),
                Optional.of("ung-hoa"),
                Optional.empty());

        assertThat(registry.createArea(former)).isEqualTo(new Outcome.UnknownReference("replacedBy", "ung-hoa"));
        assertThat(registry.createArea(merged)).isEqualTo(Outcome.DONE);
        assertThat(registry.createArea(former)).isEqualTo(Outcome.DONE);
        assertThat(registry.createArea(former)).isEqualTo(new Outcome.Exists("hoa-xa"));

        assertThat(registry.area("hoa-xa")).contains(former);
        assertThat(registry.areas()).contains(merged, former).hasSize(3);
        assertThat(registry.area("nowhere")).isEmpty();
    }

    @Test
    void site_inAnUnknownArea_isNotMade() {
        Site site = new Site("s2", "Cống", "sluice", "nowhere", 20.7, 105.8);

        assertThat(registry.createSite(site)).isEqualTo(new Outcome.UnknownReference("area", "nowhere"));
        assertThat(registry.site("s2")).isEmpty();
        assertThat(registry.createSite(new Site("s1", "x", "y", "vd", 0, 0))).isEqualTo(new Outcome.Exists("s1"));
        assertThat(registry.sites()).hasSize(1);
    }

    @Test
    void device_isChangedInTheGivenFieldsOnly() {
        district.device("d1");

        assertThat(registry.changeDevice(D1, Optional.empty(), Optional.empty(), Optional.of("Bơm số 1")))
                .isEqualTo(Outcome.DONE);
        assertThat(registry.changeDevice(D1, Optional.of("nowhere"), Optional.empty(), Optional.empty()))
                .isEqualTo(new Outcome.UnknownReference("site", "nowhere"));
        assertThat(registry.changeDevice(DeviceId.of("d9"), Optional.empty(), Optional.empty(), Optional.of("x")))
                .isEqualTo(new Outcome.NotFound());

        assertThat(registry.device(D1)).hasValueSatisfying(device -> {
            assertThat(device.name()).isEqualTo("Bơm số 1");
            assertThat(device.kind()).isEqualTo("gauge");
            assertThat(device.interval()).isEmpty();
        });
    }

    @Test
    void secret_isAcceptedUntilItIsRenewed() {
        List<DeviceId> revoked = new CopyOnWriteArrayList<>();
        registry.onRevoked(revoked::add);
        DeviceCredentials credentials = district.ingest().credentials();
        assertThat(credentials.verify(D1, "x".getBytes(UTF_8))).isEqualTo(Verdict.WRONG);
        String secret = district.device("d1");

        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
        assertThat(credentials.verify(D1, secret.getBytes(UTF_8))).isEqualTo(Verdict.ACCEPTED);
        assertThat(credentials.verify(D1, "wrong".getBytes(UTF_8))).isEqualTo(Verdict.WRONG);
        assertThat(credentials.preSharedKey(D1)).contains(secret.getBytes(UTF_8));
        assertThat(revoked).isEmpty();

        String renewed = registry.renewSecret(D1).orElseThrow();

        assertThat(revoked).containsExactly(D1);
        assertThat(credentials.verify(D1, secret.getBytes(UTF_8))).isEqualTo(Verdict.WRONG);
        assertThat(credentials.verify(D1, renewed.getBytes(UTF_8))).isEqualTo(Verdict.ACCEPTED);
        assertThat(credentials.preSharedKey(D1)).contains(renewed.getBytes(UTF_8));
        assertThat(registry.renewSecret(DeviceId.of("d9"))).isEmpty();
    }

    @Test
    void secrets_areNotReadableInTheDatabase() {
        String secret = district.device("d1");

        assertThat(district.rows("select d::text from telemetry.device d").getFirst())
                .doesNotContain(secret)
                .doesNotContain(HexFormat.of().formatHex(secret.getBytes(UTF_8)));
    }

    @Test
    void deletedDevice_isGone_andItsIdIsNotGivenAgain() {
        String secret = district.device("d1");
        district.send("d1", Messages.number("level", now, 1));

        assertThat(registry.deleteDevice(D1)).isEqualTo(Outcome.DONE);

        assertThat(registry.deleteDevice(D1)).isEqualTo(new Outcome.NotFound());
        assertThat(registry.device(D1)).isEmpty();
        assertThat(registry.devices()).isEmpty();
        assertThat(district.ingest().credentials().verify(D1, secret.getBytes(UTF_8)))
                .isEqualTo(Verdict.WRONG);
        assertThat(district.ingest().credentials().preSharedKey(D1)).isEmpty();
        assertThat(district.ingest().presence().of(D1).state()).isEqualTo(Presence.State.NEVER);
        assertThat(registry.createDevice(new NewDevice(D1, "s1", "gauge", "again")))
                .isEqualTo(new DeviceCreation.NotCreated(new Outcome.Exists("d1")));
        assertThat(district.stored("d1", "level")).hasSize(1);
    }

    @Test
    void deletingAgain_revokesAgain_forTheFirstMayHaveBeenCutShort() {
        district.device("d1");
        List<DeviceId> revoked = new CopyOnWriteArrayList<>();
        registry.onRevoked(revoked::add);

        registry.deleteDevice(D1);
        registry.deleteDevice(D1);
        registry.renewSecret(D1);

        assertThat(revoked).containsExactly(D1, D1, D1);
    }

    @Test
    void session_isKeptUntilItExpires() {
        SessionStore sessions = district.ingest().sessions();
        StoredSession session = new StoredSession(Set.of("1:kenh/v1/d1/commands"), now.plusSeconds(60));

        sessions.save(D1, new StoredSession(Set.of(), now.plusSeconds(1)));
        sessions.save(D1, session);

        assertThat(sessions.load(D1, now)).contains(session);
        assertThat(sessions.load(D1, now.plusSeconds(61))).isEmpty();
        sessions.save(D1, new StoredSession(Set.of("1:x"), Instant.MAX));
        assertThat(sessions.load(D1, now.plus(Duration.ofDays(36_500)))).isPresent();
        sessions.remove(D1);
        assertThat(sessions.load(D1, now)).isEmpty();
    }

    @Test
    void presence_survivesARestart() {
        district.device("d1");
        district.device("d2");
        district.ingest().connections().connected(D1, Transport.MQTTS, "127.0.0.1", now);
        district.ingest().connections().connected(DeviceId.of("d2"), Transport.MQTT, "127.0.0.1", now);
        district.ingest()
                .connections()
                .disconnected(DeviceId.of("d2"), Transport.MQTT, Departure.LOST, now.plusSeconds(1));
        district.close();

        try (Ingest again = Ingest.start(
                IngestConfig.of(database), District.SEALING_KEY, Clock.systemUTC(), new SimpleMeterRegistry())) {
            assertThat(again.presence().all().values())
                    .containsExactlyInAnyOrder(
                            new Presence(
                                    D1,
                                    Presence.State.ONLINE,
                                    now,
                                    Optional.of(now),
                                    Optional.of("mqtts"),
                                    Optional.empty()),
                            new Presence(
                                    DeviceId.of("d2"),
                                    Presence.State.OFFLINE,
                                    now.plusSeconds(1),
                                    Optional.of(now),
                                    Optional.of("mqtt"),
                                    Optional.of("lost")));
        }
    }

    @Test
    void rejectedMessages_areBounded() {
        district.device("d1");
        for (int i = 0; i < 5; i++) {
            District.answer(district.accept(new DeviceMessage.Malformed(
                    Messages.origin("d1", now.minus(Duration.ofDays(i))), "reason " + i, "")));
        }
        district.close();

        IngestConfig few = new IngestConfig(
                database,
                IngestConfig.Writing.DEFAULT,
                IngestConfig.of(database).silence(),
                new IngestConfig.RejectedKeeping(Duration.ofHours(60), 2, 1_000_000),
                IngestConfig.of(database).keep());
        Ingest.start(few, District.SEALING_KEY, Clock.systemUTC(), new SimpleMeterRegistry())
                .close();

        assertThat(district.rows("select reason from telemetry.rejected_message order by 1"))
                .containsExactly("reason 0", "reason 1");
    }

    @Test
    void twoServers_startingAtOnce_bothStart() {
        DatabaseSettings empty = kind.fresh();
        List<CompletableFuture<Capability>> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starts.add(CompletableFuture.supplyAsync(() -> {
                try (Ingest ingest = Ingest.start(
                        IngestConfig.of(empty), District.SEALING_KEY, Clock.systemUTC(), new SimpleMeterRegistry())) {
                    return ingest.capability();
                }
            }));
        }

        assertThat(starts).allSatisfy(start -> assertThat(start.join()).isNotNull());
    }
}
