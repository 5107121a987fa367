/** Tests of package {@code account}. */
@NullMarked
package org.kenh.operations.account;

import org.jspecify.annotations.NullMarked;
