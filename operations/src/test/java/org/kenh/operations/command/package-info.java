/** Tests of package {@code command}. */
@NullMarked
package org.kenh.operations.command;

import org.jspecify.annotations.NullMarked;
