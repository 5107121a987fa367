package org.kenh.edge.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.kenh.edge.control.CommandHandler;
import org.kenh.edge.control.CommandMemory;
import org.kenh.edge.fleet.ControlledDevice.Setting;
import org.kenh.edge.sensor.Sensor;
import org.kenh.edge.sensor.simulated.SimulatedDevice;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/**
 * A simulated device that the centre can take over: from then on it does what it was told in true time, also after a
 * restart, and tells what happens. Thread-safe.
 */
interface Steered extends Sensor, CommandHandler {
    /** The control of a pump or field, or the player of a loudspeaker; empty for a device that only measures. */
    static Optional<Steered> of(DeviceId id, SimulatedDevice device, Setting setting) {
        return ControlledDevice.of(id, device, setting)
                .<Steered>map(control -> control)
                .or(() -> SpeakerDevice.of(id, device, setting));
    }

    /** Takes over again if an earlier process had; before anything else. */
    void takeUp();

    /** Begins to work; tells from now on what happens. */
    void begin(Consumer<List<Reading>> listener);

    /** One look at everything; the plant must have lived until now. Called by one thread at a time. */
    void cycle(Instant now);

    /** Where it remembers the commands it was given. */
    CommandMemory memory();

    /** Whether the centre has taken it over. */
    boolean isTakenOver();

    /** Whether it runs, is open or plays, whoever wanted it. */
    boolean isOn();

    /** Ends at rest. */
    void close();
}
