package org.kenh.gateway.session;

import java.time.Duration;
import java.time.InstantSource;
import org.kenh.gateway.session.DeviceCredentials.Verdict;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies secrets for every door and makes guessing slow: the more wrong secrets came from an address lately, the
 * longer the next wrong one waits for its answer. Right ones never wait.
 */
public final class Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

    private final DeviceCredentials credentials;
    private final GuessBrake brake;

    public Authenticator(DeviceCredentials credentials, InstantSource clock) {
        this.credentials = credentials;
        this.brake = new GuessBrake(clock);
    }

    /** Blocks; call it from a virtual thread. Never throws: a failure of the store is {@link Verdict#UNAVAILABLE}. */
    public Verdict verify(DeviceId device, byte[] secret, String remoteAddress) {
        Verdict verdict = ask(device, secret);
        if (verdict == Verdict.WRONG) {
            pause(brake.wrongFrom(remoteAddress));
        }
        return verdict;
    }

    private Verdict ask(DeviceId device, byte[] secret) {
        try {
            return credentials.verify(device, secret);
        } catch (RuntimeException failure) {
            LOG.warn("the secret of {} cannot be verified", device, failure);
            return Verdict.UNAVAILABLE;
        }
    }

    private static void pause(Duration delay) {
        if (delay.isZero()) {
            return;
        }
        try {
            Thread.sleep(delay);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
