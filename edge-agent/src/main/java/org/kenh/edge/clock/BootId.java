package org.kenh.edge.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Which boot of the machine something happened in; monotonic times are comparable within one boot only. */
public record BootId(UUID value) {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/random/boot_id");

    /** That of this machine; where the kernel does not tell, every process counts as a boot of its own. */
    public static BootId ofMachine() {
        try {
            return new BootId(UUID.fromString(Files.readString(KERNEL).strip()));
        } catch (IOException | IllegalArgumentException unknown) {
            return new BootId(UUID.randomUUID());
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
