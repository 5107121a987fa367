/** Tests of package {@code keys}. */
@NullMarked
package org.kenh.operations.keys;

import org.jspecify.annotations.NullMarked;
