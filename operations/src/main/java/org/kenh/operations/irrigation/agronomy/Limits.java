package org.kenh.operations.irrigation.agronomy;

/**
 * Storages in mm between which a field is kept on one day.
 *
 * @param target to which irrigation fills
 * @param trigger at or below which it is needed
 * @param stress below which the crop suffers; not above the trigger
 */
public record Limits(double target, double trigger, double stress) {}
