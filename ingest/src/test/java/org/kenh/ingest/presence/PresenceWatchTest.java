package org.kenh.ingest.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.ConnectionListener.Departure;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.presence.Presence.State;
import org.kenh.ingest.presence.PresenceWatch.SilenceRule;
import org.kenh.telemetry.DeviceId;

class PresenceWatchTest {
    private static final DeviceId D1 = DeviceId.of("d1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final FakeStore store = new FakeStore();
    private final List<Presence> changes = new ArrayList<>();
    private final PresenceWatch watch = new PresenceWatch(
            SilenceRule.DEFAULT,
            store,
            new PresenceWatch.Time(Clock.fixed(NOW, ZoneOffset.UTC), nanos::get),
            changes::add);

    @Test
    void changes_areToldInOrder_andSavedOnce() {
        watch.connected(D1, Transport.MQTT, "127.0.0.1", NOW);
        watch.heard(D1, Transport.MQTT, NOW);
        watch.disconnected(D1, Transport.MQTT, Departure.CLEAN, NOW);
        watch.flush();
        watch.flush();

        assertThat(changes).extracting(Presence::state).containsExactly(State.ONLINE, State.OFFLINE);
        assertThat(store.saved).extracting(Presence::state).containsExactly(State.OFFLINE);
    }

    @Test
    void sweep_tellsOfSilence_byTheMonotonicClock() {
        watch.intervalKnown(D1, Duration.ofSeconds(20));
        watch.heard(D1, Transport.COAP, NOW);
        nanos.set(Duration.ofSeconds(41).toNanos());
        watch.sweep();

        assertThat(changes).extracting(Presence::state).containsExactly(State.ONLINE, State.SILENT);
        assertThat(watch.of(D1).state()).isEqualTo(State.SILENT);
    }

    @Test
    void failedSave_isMadeUpForTheNextTime() {
        watch.heard(D1, Transport.MQTT, NOW);
        store.fails = true;
        watch.flush();
        store.fails = false;
        watch.flush();

        assertThat(store.saved).hasSize(1);
    }

    private static final class FakeStore implements PresenceStore {
        private final List<Presence> saved = new ArrayList<>();
        private boolean fails;

        @Override
        public List<Presence> load() {
            return List.of();
        }

        @Override
        public Map<DeviceId, Duration> intervals() {
            return Map.of();
        }

        @Override
        public void save(Collection<Presence> changed) {
            if (fails) {
                throw new IngestException("away");
            }
            saved.addAll(changed);
        }
    }
}
