package org.kenh.operations.irrigation.agronomy;

import java.time.Instant;

/**
 * A measurement of a field's water: of a water tube the level in mm over the soil, of a soil probe the volumetric water of
 * the root zone in m³/m³.
 *
 * @param good false if the device or the gateway doubts it
 */
public record SensorReading(Instant at, double value, boolean good) {}
