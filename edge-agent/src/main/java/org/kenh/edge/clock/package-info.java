/** What time it is on a board that may not know: monotonic time, boots, and when the wall clock may be trusted. */
@NullMarked
package org.kenh.edge.clock;

import org.jspecify.annotations.NullMarked;
