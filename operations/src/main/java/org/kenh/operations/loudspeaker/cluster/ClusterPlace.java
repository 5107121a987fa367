package org.kenh.operations.loudspeaker.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a cluster stands, as the registry knows it.
 *
 * @param device its id
 * @param interval how often it reports
 * @param firmware as it said at birth
 * @param commands what it obeys
 * @param bornAt when it last began to work, as far as it says so
 */
public record ClusterPlace(
        String device,
        String name,
        String site,
        String area,
        String areaName,
        double lat,
        double lon,
        Duration interval,
        Optional<String> model,
        Optional<String> firmware,
        List<String> commands,
        Optional<Instant> bornAt) {
    public ClusterPlace {
        commands = List.copyOf(commands);
    }
}
