/**
 * The plan desk: requests for water, plans from draft to publication, and what devices say of the schedules they got. What it needs of others
 * are its ports: {@link DemandSource}, {@link Blocks}, {@link PumpStates}, {@link WorkSource}, {@link Solver}.
 */
@NullMarked
package org.kenh.operations.irrigation.desk;

import org.jspecify.annotations.NullMarked;
