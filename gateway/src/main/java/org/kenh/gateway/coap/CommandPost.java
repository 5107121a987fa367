package org.kenh.gateway.coap;

import java.time.Instant;
import java.util.List;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Response;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.wire.CommandCodec;

/** What is needed to bring a command to a device. All but {@link #message} may block. */
final class CommandPost {
    private final CoapServices services;
    private final Authentication authentication;
    private final BlockingWork work;

    CommandPost(CoapServices services, Authentication authentication, BlockingWork work) {
        this.services = services;
        this.authentication = authentication;
        this.work = work;
    }

    BlockingWork work() {
        return work;
    }

    boolean mayReceive(Caller caller) {
        return authentication.holds(caller);
    }

    /** Oldest first, none of them expired. */
    List<Command> waiting(DeviceId device) {
        Instant now = services.clock().instant();
        return services.commands().waiting(device, now).stream()
                .filter(command -> !command.isExpired(now))
                .toList();
    }

    void delivered(DeviceId device, Command command) {
        services.commands().delivered(device, command.id(), services.clock().instant());
    }

    /** A confirmable message: only its acknowledgement says that the device has the command. */
    Response message(Command command, Delivery delivery) {
        Response response = Answers.json(CommandCodec.encode(command));
        response.setType(CoAP.Type.CON);
        response.addMessageObserver(delivery);
        return response;
    }
}
