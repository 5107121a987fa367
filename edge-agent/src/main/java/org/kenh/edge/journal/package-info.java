/** What waits to be acknowledged by the centre. */
@NullMarked
package org.kenh.edge.journal;

import org.jspecify.annotations.NullMarked;
