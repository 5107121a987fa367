package org.kenh.ingest.credential;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kenh.gateway.session.DeviceCredentials;
import org.kenh.ingest.IngestException;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for the secrets of devices from a bounded memory, asking the store once per device. That a device is unknown
 * is remembered too, apart from the known ones, so that guessed names cost what real ones cost and push nobody out.
 */
public final class CredentialBook implements DeviceCredentials {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialBook.class);
    private static final int MOST_KNOWN = 100_000;
    private static final int MOST_UNKNOWN = 10_000;

    private final SecretStore store;
    private final SecretVault vault;
    private final Map<DeviceId, KeptSecret> known = new Newest<>(MOST_KNOWN);
    private final Map<DeviceId, Boolean> unknown = new Newest<>(MOST_UNKNOWN);
    private long revision;

    public CredentialBook(SecretStore store, SecretVault vault) {
        this.store = store;
        this.vault = vault;
    }

    @Override
    public Verdict verify(DeviceId device, byte[] secret) {
        try {
            return vault.matches(find(device), secret) ? Verdict.ACCEPTED : Verdict.WRONG;
        } catch (IngestException e) {
            LOG.warn("The secret of device {} could not be looked up: {}", device, e.getMessage());
            return Verdict.UNAVAILABLE;
        }
    }

    @Override
    public Optional<byte[]> preSharedKey(DeviceId device) {
        try {
            return find(device).map(kept -> vault.open(device, kept));
        } catch (IngestException e) {
            LOG.warn("No pre-shared key for device {}: {}", device, e.getMessage());
            return Optional.empty();
        }
    }

    /** Must be called after the secret of a device was made, changed or ended. */
    public synchronized void forget(DeviceId device) {
        revision++;
        known.remove(device);
        unknown.remove(device);
    }

    private Optional<KeptSecret> find(DeviceId device) {
        long before;
        synchronized (this) {
            before = revision;
            KeptSecret kept = known.get(device);
            if (kept != null || unknown.containsKey(device)) {
                return Optional.ofNullable(kept);
            }
        }
        Optional<KeptSecret> found = store.find(device);
        remember(device, found, before);
        return found;
    }

    /** What was read before a change must not be remembered after it. */
    private synchronized void remember(DeviceId device, Optional<KeptSecret> found, long before) {
        if (revision != before) {
            return;
        }
        found.ifPresentOrElse(kept -> known.put(device, kept), () -> unknown.put(device, true));
    }

    /** Keeps the entries that were used last. */
    private static final class Newest<V> extends LinkedHashMap<DeviceId, V> {
        private static final long serialVersionUID = 1L;
        private final int most;

        Newest(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<DeviceId, V> eldest) {
            return size() > most;
        }
    }
}
