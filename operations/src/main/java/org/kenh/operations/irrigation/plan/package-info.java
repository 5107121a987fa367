/**
 * The plan of turns on canals and pumps: the problem, the check of every constraint, a greedy planner and a solver. Pure: no database, no
 * network, no clock.
 */
@NullMarked
package org.kenh.operations.irrigation.plan;

import org.jspecify.annotations.NullMarked;
