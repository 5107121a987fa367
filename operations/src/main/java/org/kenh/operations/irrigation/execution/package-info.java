/**
 * What became of the plan: accounts of turns and of pumps that people ran by hand, lockouts by bad water, floods and low
 * intakes, and emergency stops.
 */
@NullMarked
package org.kenh.operations.irrigation.execution;

import org.jspecify.annotations.NullMarked;
