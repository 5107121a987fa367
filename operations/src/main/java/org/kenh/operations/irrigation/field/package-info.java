/** What water goes through and to: pumps, canals, fields, and what grows on those at which electricity price. */
@NullMarked
package org.kenh.operations.irrigation.field;

import org.jspecify.annotations.NullMarked;
