package org.kenh.operations.irrigation.field;

import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/** Where something is measured: one series of one device. */
public record SeriesPlace(DeviceId device, SeriesName series) {}
