package org.kenh.gateway.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kenh.gateway.session.DeviceCredentials;
import org.kenh.telemetry.DeviceId;

/** Secrets in a map. */
final class FakeCredentials implements DeviceCredentials {
    private final Map<DeviceId, String> secrets = new ConcurrentHashMap<>();
    private volatile boolean away;

    void put(String device, String secret) {
        secrets.put(DeviceId.of(device), secret);
    }

    void remove(String device) {
        secrets.remove(DeviceId.of(device));
    }

    void goAway() {
        away = true;
    }

    @Override
    public Verdict verify(DeviceId device, byte[] secret) {
        if (away) {
            return Verdict.UNAVAILABLE;
        }
        return new String(secret, UTF_8).equals(secrets.get(device)) ? Verdict.ACCEPTED : Verdict.WRONG;
    }

    @Override
    public Optional<byte[]> preSharedKey(DeviceId device) {
        return Optional.ofNullable(secrets.get(device)).map(secret -> secret.getBytes(UTF_8));
    }
}
