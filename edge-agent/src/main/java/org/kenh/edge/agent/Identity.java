package org.kenh.edge.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sound.SoundDriver;
import org.kenh.edge.sound.SpeakerConfig;
import org.kenh.telemetry.DeviceId;

/** Who a device is: the keys {@code device} and {@code secret}, or {@code secret-file} with the secret in its first line. */
record Identity(DeviceId device, String secret) {
    private static final List<String> BOARD_KEYS = List.of("secret", "secret-file", "remote");

    static Identity of(ConfigNode node) {
        DeviceId device = node.checked("device", DeviceId::of, DeviceId.of("unknown"));
        if (!node.has("secret-file")) {
            return new Identity(device, node.secret("secret"));
        }
        if (node.has("secret")) {
            node.secret("secret");
            node.problem(
                    "secret",
                    "đã có secret-file: chỉ ghi một trong hai",
                    "secret-file is given: give only one of them");
        }
        return new Identity(device, secretIn(node));
    }

    /** Notes what a file of the centre must not have. */
    static void requireNotIn(ConfigNode node, Identity identity) {
        for (String key : BOARD_KEYS) {
            if (node.has(key)) {
                node.problem(key, "chỉ nằm trên thiết bị", "stays on the board");
            }
        }
        if (node.has("device") && !node.text("device").equals(identity.device.value())) {
            node.problem("device", "phải là " + identity.device, "must be " + identity.device);
        }
    }

    /** Programs would let whoever holds the centre run anything on the board. */
    static void requireNoPrograms(ConfigNode node, List<Driver> drivers, Optional<SpeakerConfig> loudspeaker) {
        if (loudspeaker.filter(SpeakerConfig::runsPrograms).isPresent()) {
            node.problem(
                    "loudspeaker",
                    "chương trình từ trung tâm bị cấm (remote.programs trên thiết bị)",
                    "a program is not allowed from the centre (remote.programs on the board)");
        }
        for (Driver driver : drivers) {
            if (driver.settings().type().equals("exec")
                    || (driver instanceof SoundDriver sound && sound.runsProgram())) {
                node.problem(
                        "drivers",
                        driver.settings().name() + ": chương trình từ trung tâm bị cấm (remote.programs trên thiết bị)",
                        driver.settings().name()
                                + ": a program is not allowed from the centre (remote.programs on the board)");
            }
        }
    }

    private static String secretIn(ConfigNode node) {
        String file = node.text("secret-file");
        try {
            String secret = Files.readString(Path.of(file))
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
            if (secret.isEmpty()) {
                node.problem("secret-file", file + ": trống", file + ": is empty");
            }
            return secret;
        } catch (IOException e) {
            String why = e.getClass().getSimpleName();
            node.problem(
                    "secret-file", file + ": không đọc được (" + why + ")", file + ": cannot be read (" + why + ")");
            return "";
        }
    }
}
