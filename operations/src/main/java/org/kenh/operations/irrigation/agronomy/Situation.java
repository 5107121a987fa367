package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDateTime;

/**
 * Where a forecast starts.
 *
 * @param from civil time at which the state holds
 * @param dryDays whole days without rain before that
 */
public record Situation(WaterState state, LocalDateTime from, int dryDays) {}
