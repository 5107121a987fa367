package org.kenh.operations.irrigation.field;

/**
 * A measured level and the level that matters, in metres.
 *
 * @param level compared with the readings as they are: the same zero
 */
public record Limit(SeriesPlace place, double level) {}
