package org.kenh.operations.irrigation.demand;

/**
 * What a field's water is kept between on one day: levels in mm over the soil (paddy) or depletions in mm (dry crop).
 *
 * @param target to which it is filled
 * @param trigger at which it is watered
 * @param stress at which the crop begins to suffer
 */
public record Bounds(double target, double trigger, double stress) {}
