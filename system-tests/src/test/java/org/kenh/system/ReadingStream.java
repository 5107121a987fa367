package org.kenh.system;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.kenh.system.Api.Device;

/**
 * A device that sends numbered readings with QoS 1, twenty under way at a time, through whatever happens to the server,
 * and keeps a ledger of those that were acknowledged. Reading {@code n} is measured {@code n} milliseconds after the
 * start and has the value {@code n / 4}.
 */
final class ReadingStream implements Runnable {
    private static final int WINDOW = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final int port;
    private final Device device;
    private final Instant start;
    private final Map<Integer, Instant> ledger = new ConcurrentHashMap<>();
    private final NavigableSet<Integer> underWay = new ConcurrentSkipListSet<>();
    private volatile boolean finishing;
    private int next;

    ReadingStream(int port, Device device, Instant start) {
        this.port = port;
        this.device = device;
        this.start = start;
    }

    Device device() {
        return device;
    }

    /** When each number was acknowledged. */
    Map<Integer, Instant> ledger() {
        return Map.copyOf(ledger);
    }

    int acknowledged() {
        return ledger.size();
    }

    Instant timeOf(int number) {
        return start.plusMillis(number);
    }

    double valueOf(int number) {
        return number / 4.0;
    }

    /** Lets {@link #run} end as soon as all that was sent is acknowledged. */
    void finish() {
        finishing = true;
    }

    @Override
    public void run() {
        while (!finishing || !underWay.isEmpty()) {
            Await.until(device.id() + " has had a connection", PATIENCE, this::sendOverOneConnection);
        }
    }

    /** Sends until the connection breaks or the stream ends; false when there was no connection. */
    private boolean sendOverOneConnection() throws MqttException, InterruptedException {
        MqttAsyncClient client = new MqttAsyncClient("tcp://127.0.0.1:" + port, device.id(), new MemoryPersistence());
        try {
            client.connect(options()).waitForCompletion(10_000);
            Semaphore window = new Semaphore(WINDOW);
            for (int unsettled : underWay) {
                send(client, unsettled, window);
            }
            while (!finishing && client.isConnected()) {
                underWay.add(next);
                send(client, next++, window);
            }
            Await.until(
                    "all is acknowledged or the connection is lost",
                    PATIENCE,
                    () -> underWay.isEmpty() || !client.isConnected());
            return true;
        } catch (MqttException disconnected) {
            return false;
        } finally {
            end(client);
        }
    }

    private void send(MqttAsyncClient client, int number, Semaphore window) throws MqttException, InterruptedException {
        while (!window.tryAcquire(50, TimeUnit.MILLISECONDS)) {
            if (!client.isConnected()) {
                return;
            }
        }
        String pack = "[{\"n\":\"level\",\"u\":\"m\",\"t\":%s,\"v\":%s}]"
                .formatted(Sample.seconds(timeOf(number)), valueOf(number));
        client.publish(
                device.topic("readings"),
                pack.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                1,
                false,
                number,
                new Settled(window));
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(device.id());
        options.setPassword(device.secret().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        options.setCleanStart(true);
        options.setConnectionTimeout(10);
        options.setKeepAliveInterval(10);
        return options;
    }

    private static void end(MqttAsyncClient client) throws MqttException {
        try {
            client.disconnectForcibly(0, 1_000, client.isConnected());
        } finally {
            client.close(true);
        }
    }

    /** Enters acknowledgements into the ledger; a refusal or a lost connection leaves the reading under way. */
    private final class Settled implements MqttActionListener {
        private final Semaphore window;

        private Settled(Semaphore window) {
            this.window = window;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            if (Arrays.stream(token.getReasonCodes()).allMatch(code -> code < 0x80)) {
                int number = (Integer) token.getUserContext();
                ledger.putIfAbsent(number, Instant.now());
                underWay.remove(number);
            }
            window.release();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable reason) {
            window.release();
        }
    }
}
