package org.kenh.edge.sensor.sysfs;

import java.nio.file.Path;
import java.util.List;
import org.kenh.edge.config.ConfigNode;

/**
 * What to report of this machine.
 *
 * @param disks paths whose file systems are reported
 */
public record HostConfig(List<Path> disks) {
    public HostConfig {
        disks = List.copyOf(disks);
    }

    public static HostConfig of(ConfigNode node) {
        return new HostConfig(node.texts("disks").stream()
                .map(Path::of)
                .map(Path::toAbsolutePath)
                .toList());
    }
}
