package org.kenh.gateway.downlink;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.kenh.gateway.intake.Receipt;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;

/**
 * Commands that wait for their devices. {@link #waiting} and {@link #delivered} block: call them from a virtual thread.
 * Both throw an unchecked exception when the store is away; the caller asks again later, because nobody wakes it for
 * what it has missed.
 */
public interface CommandQueue {
    /** Commands not yet delivered and not expired, oldest first; at most 100 at a time. */
    List<Command> waiting(DeviceId device, Instant now);

    /**
     * The device's transport has confirmed the command (MQTT PUBACK, CoAP ACK, the HTTP answer was written): it is not
     * offered again. Until then a command is offered again at the next connection.
     */
    void delivered(DeviceId device, String commandId, Instant at);

    /** The device answered. An answer that names no command of this device is {@link Receipt.Refused}. */
    CompletionStage<Receipt> answered(DeviceId device, CommandAnswer answer, Instant at);

    /**
     * Calls the listener on any thread whenever a device may have a new command. It must not block. Ends when the
     * returned registration is closed.
     */
    Registration onWaiting(Consumer<DeviceId> listener);

    /** A registration that can be ended. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
