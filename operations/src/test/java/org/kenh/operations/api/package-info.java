/** Tests of package {@code api}. */
@NullMarked
package org.kenh.operations.api;

import org.jspecify.annotations.NullMarked;
