package org.kenh.gateway.mqtt;

import java.util.Optional;
import org.kenh.gateway.intake.FrontDesk.Kind;
import org.kenh.telemetry.DeviceId;

/**
 * What this house asks of its clients beyond the standard: by which names they come, and which topics are theirs. The
 * gateway always goes by {@link DeviceRules}. Safe for any thread; never blocks.
 */
public interface ClientRules {
    /** Who the client says it is. Whether that is true is asked afterwards. */
    Identification identify(Introduction introduction);

    /** The topics of a client that was let in. */
    Topics topicsOf(DeviceId device);

    /**
     * What a CONNECT says about its sender.
     *
     * @param clientId may be empty
     * @param cleanStart whether an older session is to end
     */
    record Introduction(String clientId, boolean cleanStart, Optional<String> userName, Optional<byte[]> password) {}

    /** What an introduction comes to. */
    sealed interface Identification {
        /**
         * To be verified.
         *
         * @param secret owned by this record, nobody changes it
         */
        @SuppressWarnings("ArrayRecordComponent") // taken apart at once, never compared
        record Claimed(DeviceId device, byte[] secret) implements Identification {}

        /** Not a name of this house. */
        record Declined(Refusal refusal) implements Identification {}
    }

    /** What one client may use; asked for every message. */
    interface Topics {
        /** What the topic is for, if the client may publish there. */
        Optional<Kind> kindOf(String topic);

        boolean maySubscribe(String filter);

        /** Where the client's commands are published. */
        String commands();
    }
}
