package org.kenh.system;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The simulated devices of a run: most over MQTT 3.1.1 and 5, some over CoAP and HTTP, all through the proxies. */
final class Fleet implements AutoCloseable {
    private static final int OVER_COAP = 3;
    private static final int OVER_HTTP = 3;
    private static final Duration MQTT_STEP = Duration.ofMillis(50);
    private static final Duration HTTP_STEP = Duration.ofMillis(100);
    private static final Duration COAP_STEP = Duration.ofMillis(250);
    private static final int SPLIT_EVERY = 3;

    private final Arena arena;
    private final Api api;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final List<LedgerDevice> devices = new ArrayList<>();
    private final List<CoapPost> coapPosts = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> runs;

    /** Registers the devices and lets them send. */
    Fleet(Arena arena, int overMqtt) {
        this.arena = arena;
        this.api = Api.signIn(arena.server());
        for (int i = 0; i < overMqtt; i++) {
            devices.add(new MqttLedgerDevice(
                    api.newDevice(), plan(MQTT_STEP), arena.mqtt().port(), i % 2 == 0 ? 4 : 5));
        }
        for (int i = 0; i < OVER_COAP; i++) {
            CoapPost post = new CoapPost(arena.coap().port());
            coapPosts.add(post);
            devices.add(new OneByOneDevice(api.newDevice(), plan(COAP_STEP), post));
        }
        for (int i = 0; i < OVER_HTTP; i++) {
            devices.add(new OneByOneDevice(
                    api.newDevice(), plan(HTTP_STEP), new HttpPost(arena.http().port())));
        }
        this.runs = devices.stream().<Future<?>>map(threads::submit).toList();
    }

    List<LedgerDevice> devices() {
        return List.copyOf(devices);
    }

    /** Packs, of all devices together. */
    long acknowledged() {
        return devices.stream()
                .mapToLong(device -> device.ledger().acknowledged())
                .sum();
    }

    /** Fails when not every way to the centre brings acknowledgements by then, or a device has ended with an error. */
    void awaitProgress(Duration patience) {
        int[] before = devices.stream()
                .mapToInt(device -> device.ledger().acknowledged())
                .toArray();
        Await.until(
                "every device gets an acknowledgement again; server log "
                        + arena.server().logFile(),
                patience,
                () -> {
                    requireRunning();
                    for (int i = 0; i < before.length; i++) {
                        if (devices.get(i).ledger().acknowledged() == before[i]) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    /** Lets every device have its acknowledgements and ends; fails when one does not get them in time. */
    void finish(Duration patience) {
        devices.forEach(LedgerDevice::finish);
        Await.until(
                "every device has its acknowledgements",
                patience,
                () -> runs.stream().allMatch(Future::isDone));
        requireRunning();
    }

    @Override
    public void close() {
        devices.forEach(LedgerDevice::giveUp);
        threads.shutdownNow();
        coapPosts.forEach(CoapPost::close);
    }

    private void requireRunning() {
        for (Future<?> run : runs) {
            if (run.state() == Future.State.FAILED) {
                throw new IllegalStateException("a simulated device has ended", run.exceptionNow());
            }
        }
    }

    private DevicePlan plan(Duration step) {
        int index = devices.size();
        return new DevicePlan(index, start, step, index % SPLIT_EVERY == 0);
    }
}
