package org.kenh.gateway.session;

import java.util.Optional;
import org.kenh.telemetry.DeviceId;

/** Knows the secrets of devices. Calls may block; make them from a virtual thread. */
public interface DeviceCredentials {
    /** Compares in constant time. */
    Verdict verify(DeviceId device, byte[] secret);

    /** The key for DTLS-PSK: the secret's UTF-8 bytes; empty for an unknown device. */
    Optional<byte[]> preSharedKey(DeviceId device);

    /** {@code UNAVAILABLE}: the store could not be asked, so the device should try again. */
    enum Verdict {
        ACCEPTED,
        WRONG,
        UNAVAILABLE
    }
}
