package org.kenh.edge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * What one would write without the agent: a loop that publishes made-up values with QoS 1 and forgets them. It prints
 * {@code acknowledged N} after each pack. For comparison only.
 *
 * <p>Arguments: port of MQTT over TLS at localhost, certificate, device, secret, series, seconds between two packs.
 */
public final class PahoLoop {
    private PahoLoop() {}

    public static void main(String[] arguments) throws MqttException, IOException, GeneralSecurityException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(arguments[2]);
        options.setPassword(arguments[3].getBytes(StandardCharsets.UTF_8));
        options.setSocketFactory(trusting(Path.of(arguments[1])));
        MqttClient client = new MqttClient("ssl://localhost:" + arguments[0], arguments[2], new MemoryPersistence());
        client.connect(options);
        int series = Integer.parseInt(arguments[4]);
        long between = Duration.ofSeconds(Integer.parseInt(arguments[5])).toNanos();
        String topic = "kenh/v1/" + arguments[2] + "/readings";
        long due = System.nanoTime();
        for (int packs = 1; ; packs++) {
            // Returns when the centre has acknowledged it.
            client.publish(topic, pack(series), 1, false);
            System.out.println("acknowledged " + packs);
            due += between;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
    }

    private static byte[] pack(int series) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder json = new StringBuilder("[{\"bn\":\"meter/\",\"bu\":\"m\",\"bt\":")
                .append(System.currentTimeMillis() / 1000)
                .append(",\"n\":\"p0\",\"v\":")
                .append(random.nextInt(10_000) / 100.0)
                .append('}');
        for (int i = 1; i < series; i++) {
            json.append(",{\"n\":\"p").append(i).append("\",\"v\":").append(random.nextInt(10_000) / 100.0);
            json.append('}');
        }
        return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static SocketFactory trusting(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream file = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "centre", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
