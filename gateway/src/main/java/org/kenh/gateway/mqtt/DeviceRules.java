package org.kenh.gateway.mqtt;

import org.kenh.telemetry.DeviceId;

/** Clients are devices: client id and user name are the device id, the password is its secret, the topics are its own. */
public final class DeviceRules implements ClientRules {
    @Override
    public Identification identify(Introduction introduction) {
        String clientId = introduction.clientId();
        if (introduction.userName().isEmpty() || introduction.password().isEmpty()) {
            return new Identification.Declined(Refusal.CREDENTIALS);
        }
        if (clientId.isEmpty()) {
            return new Identification.Declined(Refusal.CLIENT_ID);
        }
        if (!clientId.equals(introduction.userName().get())) {
            return new Identification.Declined(Refusal.NOT_THE_USER);
        }
        return DeviceId.isValid(clientId)
                ? new Identification.Claimed(
                        DeviceId.of(clientId), introduction.password().get())
                : new Identification.Declined(Refusal.CREDENTIALS);
    }

    @Override
    public Topics topicsOf(DeviceId device) {
        return new DeviceTopics(device);
    }
}
