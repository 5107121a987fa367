/** The irrigation desk: what each field needs, when the water comes, and what it cost. */
@NullMarked
package org.kenh.operations.irrigation;

import org.jspecify.annotations.NullMarked;
