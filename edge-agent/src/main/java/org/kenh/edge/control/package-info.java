/** Commands of the centre: each is a lease that is carried out once, in time, or not at all. */
@NullMarked
package org.kenh.edge.control;

import org.jspecify.annotations.NullMarked;
