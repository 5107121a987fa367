package org.kenh.edge.fleet;

import org.kenh.edge.fleet.FleetConfig.FleetDevice;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Uplink;

/** Makes each device its own way to the centre. */
public interface Uplinks {
    Uplink open(FleetDevice device);

    /** Runs what is to be sent again later. */
    Delayer delayer();
}
