package org.kenh.operations.irrigation.agronomy;

/**
 * Why a field needs water at its time, for people to read in any language and to keep.
 *
 * @param paddy true: the two values are levels in mm over the soil; false: depletions in mm
 * @param now level or depletion when the forecast was made
 * @param trigger at which water is needed; the same as {@code now} where no water may be given
 * @param dryDays days without rain before the forecast
 * @param delayedByRain true if the need was put off because rain is forecast
 */
public record Reason(ReasonCode code, boolean paddy, double now, double trigger, int dryDays, boolean delayedByRain) {}
