package org.kenh.ingest.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.ConnectionListener.Departure;
import org.kenh.ingest.presence.Presence.State;
import org.kenh.ingest.presence.PresenceStates.Moment;
import org.kenh.telemetry.DeviceId;

class PresenceStatesTest {
    private static final DeviceId D1 = DeviceId.of("d1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PresenceStates states = new PresenceStates(Duration.ofSeconds(60), Duration.ofSeconds(10));

    @Test
    void device_neverHeardOf_isNever() {
        assertThat(states.of(D1).state()).isEqualTo(State.NEVER);
        assertThat(states.all()).isEmpty();
    }

    @Test
    void message_bringsOnline_once() {
        assertThat(states.heard(D1, Transport.HTTP, at(1)))
                .contains(new Presence(
                        D1,
                        State.ONLINE,
                        START.plusSeconds(1),
                        Optional.of(START.plusSeconds(1)),
                        Optional.of("http"),
                        Optional.empty()));
        assertThat(states.heard(D1, Transport.HTTP, at(2))).isEmpty();
        assertThat(states.of(D1).since()).isEqualTo(START.plusSeconds(1));
        assertThat(states.of(D1).lastSeen()).contains(START.plusSeconds(2));
    }

    @Test
    void silence_beginsAfterTwiceTheInterval() {
        states.heard(D1, Transport.MQTT, at(0));

        assertThat(states.sweep(at(120))).isEmpty();
        assertThat(states.sweep(at(121)))
                .extracting(Presence::state, Presence::reason)
                .containsExactly(tuple(State.SILENT, Optional.of("silent")));
        assertThat(states.sweep(at(500))).isEmpty();
        assertThat(states.heard(D1, Transport.MQTT, at(501))).isPresent();
    }

    @Test
    void silence_ofAShortInterval_isNeverShorterThanTheShortest() {
        states.intervalKnown(D1, Duration.ofSeconds(1));
        states.heard(D1, Transport.MQTT, at(0));

        assertThat(states.sweep(at(10))).isEmpty();
        assertThat(states.sweep(at(11))).hasSize(1);
    }

    @Test
    void silence_ofAnAbsurdInterval_doesNotOverflow() {
        states.intervalKnown(D1, Duration.ofSeconds(Long.MAX_VALUE));
        states.heard(D1, Transport.MQTT, at(0));

        assertThat(states.sweep(at(86_400 * 700))).isEmpty();
    }

    @Test
    void wallClock_steppedByADay_silencesNobody() {
        states.heard(D1, Transport.MQTT, at(0));

        assertThat(states.sweep(new Moment(START.plus(Duration.ofDays(1)), at(1).nanos())))
                .isEmpty();
    }

    @Test
    void lostConnection_makesOffline_withItsReason() {
        states.connected(D1, Transport.MQTT, at(0));

        assertThat(states.disconnected(D1, Transport.MQTT, Departure.KEEP_ALIVE, at(5)))
                .hasValueSatisfying(presence -> {
                    assertThat(presence.state()).isEqualTo(State.OFFLINE);
                    assertThat(presence.reason()).contains("keep_alive");
                    assertThat(presence.since()).isEqualTo(START.plusSeconds(5));
                    assertThat(presence.lastSeen()).contains(START);
                });
        assertThat(states.sweep(at(9_999))).isEmpty();
    }

    @Test
    void lostConnection_ofADeviceThatSpeaksAnotherWay_changesNothing() {
        states.connected(D1, Transport.MQTT, at(0));
        states.heard(D1, Transport.COAPS, at(1));

        assertThat(states.disconnected(D1, Transport.MQTT, Departure.LOST, at(2)))
                .isEmpty();
        assertThat(states.sweep(at(200))).hasSize(1);
    }

    @Test
    void lostConnection_ofADeviceThatOnceUsedCoap_isTold() {
        states.connected(D1, Transport.COAPS, at(0));
        states.connected(D1, Transport.MQTT, at(1));

        assertThat(states.disconnected(D1, Transport.MQTT, Departure.LOST, at(2)))
                .isPresent();
        assertThat(states.of(D1).state()).isEqualTo(State.OFFLINE);
    }

    @Test
    void lostConnection_afterATakeOverByTheOtherPort_isTold_lateEndOfTheOlderIsNot() {
        states.connected(D1, Transport.MQTT, at(0));
        states.connected(D1, Transport.MQTTS, at(1));

        assertThat(states.disconnected(D1, Transport.MQTT, Departure.LOST, at(2)))
                .isEmpty();
        states.connected(D1, Transport.MQTT, at(3));
        assertThat(states.disconnected(D1, Transport.MQTT, Departure.LOST, at(4)))
                .isPresent();
        assertThat(states.of(D1).state()).isEqualTo(State.OFFLINE);
    }

    @Test
    void lostConnection_ofASilentDevice_leavesItSilent() {
        states.connected(D1, Transport.MQTT, at(0));
        states.sweep(at(200));

        assertThat(states.disconnected(D1, Transport.MQTT, Departure.LOST, at(201)))
                .isEmpty();
        assertThat(states.of(D1).state()).isEqualTo(State.SILENT);
    }

    @Test
    void restart_givesEveryoneANewPeriod() {
        Presence before = new Presence(
                D1,
                State.ONLINE,
                START.minus(Duration.ofDays(9)),
                Optional.of(START.minus(Duration.ofDays(2))),
                Optional.of("mqtt"),
                Optional.empty());
        states.restore(before, at(0).nanos());
        states.intervalKnown(D1, Duration.ofSeconds(30));

        assertThat(states.sweep(at(60))).isEmpty();
        assertThat(states.all()).containsEntry(D1, before);
        assertThat(states.sweep(at(61))).hasSize(1);
    }

    /** The machine against a model that is nothing but the diagram in {@link State}. */
    @Property
    void anySequence_followsTheDiagram(@ForAll("steps") List<Step> steps) {
        PresenceStates machine = new PresenceStates(Duration.ofSeconds(60), Duration.ofSeconds(10));
        Map<DeviceId, State> model = new HashMap<>();
        Map<DeviceId, Long> heard = new HashMap<>();
        long seconds = 0;
        for (Step step : steps) {
            seconds += step.seconds();
            State before = model.getOrDefault(step.device(), State.NEVER);
            switch (step.kind()) {
                case MESSAGE, CONNECTED -> {
                    boolean changed = (step.kind() == Kind.MESSAGE
                                    ? machine.heard(step.device(), Transport.MQTT, at(seconds))
                                    : machine.connected(step.device(), Transport.MQTT, at(seconds)))
                            .isPresent();
                    assertThat(changed).isEqualTo(before != State.ONLINE);
                    model.put(step.device(), State.ONLINE);
                    heard.put(step.device(), seconds);
                }
                case DISCONNECTED -> {
                    boolean changed = machine.disconnected(step.device(), Transport.MQTT, Departure.LOST, at(seconds))
                            .isPresent();
                    assertThat(changed).isEqualTo(before == State.ONLINE);
                    model.put(step.device(), before == State.ONLINE ? State.OFFLINE : before);
                }
                case SWEEP -> {
                    long now = seconds;
                    machine.sweep(at(now));
                    model.replaceAll(
                            (device, state) -> state == State.ONLINE && now - heard.getOrDefault(device, now) > 120
                                    ? State.SILENT
                                    : state);
                }
            }
            model.forEach(
                    (device, state) -> assertThat(machine.of(device).state()).isEqualTo(state));
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.of("a", "b", "c").map(DeviceId::of),
                        Arbitraries.integers().between(0, 150))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    private static Moment at(long seconds) {
        // Monotonic time may begin anywhere, also below zero.
        return new Moment(START.plusSeconds(seconds), -5_000_000_000L + seconds * 1_000_000_000L);
    }

    enum Kind {
        MESSAGE,
        CONNECTED,
        DISCONNECTED,
        SWEEP
    }

    record Step(Kind kind, DeviceId device, int seconds) {}
}
