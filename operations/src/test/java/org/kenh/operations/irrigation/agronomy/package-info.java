/** Tests of package {@code irrigation.agronomy}. */
@NullMarked
package org.kenh.operations.irrigation.agronomy;

import org.jspecify.annotations.NullMarked;
