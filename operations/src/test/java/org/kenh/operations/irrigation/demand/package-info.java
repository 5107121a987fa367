@NullMarked
package org.kenh.operations.irrigation.demand;

import org.jspecify.annotations.NullMarked;
