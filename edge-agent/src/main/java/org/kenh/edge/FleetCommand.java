package org.kenh.edge;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.kenh.edge.fleet.Fleet;
import org.kenh.edge.fleet.FleetConfig;
import org.kenh.edge.fleet.FleetConfig.Centre;
import org.kenh.edge.fleet.FleetConfig.FleetDevice;
import org.kenh.edge.fleet.FleetConfig.Transport;
import org.kenh.edge.fleet.Uplinks;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Uplink;
import org.kenh.edge.uplink.coap.CoapSettings;
import org.kenh.edge.uplink.coap.CoapUplink;
import org.kenh.edge.uplink.mqtt.MqttSettings;
import org.kenh.edge.uplink.mqtt.PahoUplink;
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

    private record RealUplinks(Centre centre, Workers workers) implements Uplinks {
        @Override
        public Uplink open(FleetDevice device) {
            return switch (device.transport()) {
                case MQTT ->
                    new PahoUplink(
                            new MqttSettings(
                                    device.id(), device.secret(), centre.host(), centre.mqttPort(), Optional.empty()),
                            workers.paho(),
                            workers);
                case COAPS ->
                    new CoapUplink(
                            new CoapSettings(device.id(), device.secret(), centre.host(), centre.coapsPort()),
                            workers.shared(),
                            workers);
            };
        }

        @Override
        public Delayer delayer() {
            return workers;
        }
    }
}
