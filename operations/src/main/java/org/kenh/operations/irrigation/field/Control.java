package org.kenh.operations.irrigation.field;

import org.kenh.telemetry.DeviceId;

/**
 * What turns water on and off at a device.
 *
 * @param target the control's name at the device, as its schedule names it
 */
public record Control(DeviceId device, String target) {}
