/** Who did what, when and from where; never changed afterwards. */
@NullMarked
package org.kenh.operations.audit;

import org.jspecify.annotations.NullMarked;
