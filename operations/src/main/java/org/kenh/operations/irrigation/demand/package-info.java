/**
 * What each field needs, kept up to date: the weather of each day, the daily water balance of every field with a running
 * season, its state now, when it will need water, and the farming bulletin of each morning. Civil days are those of
 * Asia/Ho_Chi_Minh.
 */
@NullMarked
package org.kenh.operations.irrigation.demand;

import org.jspecify.annotations.NullMarked;
