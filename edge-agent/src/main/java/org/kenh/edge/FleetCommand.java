package org.kenh.edge;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.fleet.Fleet;
import org.kenh.edge.fleet.FleetConfig;
import org.kenh.edge.fleet.FleetConfig.Centre;
import org.kenh.edge.fleet.FleetConfig.FleetDevice;
import org.kenh.edge.fleet.FleetConfig.Transport;
import org.kenh.edge.fleet.Uplinks;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Timing;
import org.kenh.edge.uplink.Uplink;
import org.kenh.edge.uplink.UplinksConfig;
import org.kenh.edge.uplink.UplinksConfig.Kind;
import org.kenh.edge.uplink.UplinksConfig.UplinkConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code agent fleet FLEET.yaml}: many simulated devices in one process. */
@Command(name = "fleet", description = "Chạy nhiều thiết bị mô phỏng / runs many simulated devices")
final class FleetCommand implements Runnable {
    private static final String STATE = "fleet-state.json";

    @Parameters(paramLabel = "FLEET.yaml")
    private Path file = Path.of("fleet.yaml");

    @Override
    public void run() {
        FleetConfig config = FleetConfig.read(file);
        Path state = file.toAbsolutePath().resolveSibling(STATE);
        try (Workers workers = new Workers(config.count(Transport.MQTT));
                Fleet fleet = Fleet.open(config, state, Clock.systemUTC(), new RealUplinks(config.centre(), workers))) {
            fleet.start(workers, workers);
            Ending.await();
        }
    }

    /** Real connections, each with the identity of its device. */
    record RealUplinks(Centre centre, Workers workers) implements Uplinks {
        @Override
        public Uplink open(FleetDevice device) {
            Kind kind = device.transport() == Transport.MQTT ? Kind.MQTT : Kind.COAPS;
            int port = kind == Kind.MQTT ? centre.mqttPort() : centre.coapsPort();
            UplinkConfig uplink =
                    new UplinkConfig(kind, List.of(centre.host()), port, Optional.empty(), UplinkConfig.KEEP_ALIVE);
            return UplinkOpening.open(
                    device.id(), device.secret(), new UplinksConfig(List.of(uplink), Timing.DEFAULT), workers);
        }

        @Override
        public Delayer delayer() {
            return workers;
        }
    }
}
