package org.kenh.gateway.mqtt;

import java.util.Optional;
import org.kenh.gateway.intake.FrontDesk.Kind;
import org.kenh.telemetry.DeviceId;

/** The topics of one device, made once per connection so that each message costs a comparison or two. */
final class DeviceTopics implements ClientRules.Topics {
    private static final Optional<Kind> READINGS = Optional.of(Kind.READINGS);
    private static final Optional<Kind> BIRTH = Optional.of(Kind.BIRTH);
    private static final Optional<Kind> ACKS = Optional.of(Kind.ACKS);

    private final String readings;
    private final String birth;
    private final String acks;
    private final String commands;

    DeviceTopics(DeviceId device) {
        String own = "kenh/v1/" + device.value();
        readings = own + "/readings";
        birth = own + "/birth";
        acks = own + "/acks";
        commands = own + "/commands";
    }

    @Override
    public Optional<Kind> kindOf(String topic) {
        if (topic.equals(readings)) {
            return READINGS;
        }
        if (topic.equals(birth)) {
            return BIRTH;
        }
        return topic.equals(acks) ? ACKS : Optional.empty();
    }

    @Override
    public boolean maySubscribe(String filter) {
        return filter.equals(commands);
    }

    @Override
    public String commands() {
        return commands;
    }
}
