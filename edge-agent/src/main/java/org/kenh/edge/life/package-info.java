/** Life on a board that nobody visits: what is wrong and what to do, a status page, the watchdog, changes from the centre. */
@NullMarked
package org.kenh.edge.life;

import org.jspecify.annotations.NullMarked;
