package org.kenh.operations.irrigation.plan;

/** What is switched: a name at a device, as the device's control calls it. */
public record Target(String device, String name) {
    public Target {
        if (device.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "a target needs a device and a name: \"" + device + "\", \"" + name + "\"");
        }
    }
}
