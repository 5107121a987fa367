/** Tests of package {@code command}. */
@NullMarked
package org.kenh.operations.background;

import org.jspecify.annotations.NullMarked;
