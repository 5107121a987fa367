/** Tests of the planner. */
@NullMarked
package org.kenh.operations.irrigation.plan;

import org.jspecify.annotations.NullMarked;
