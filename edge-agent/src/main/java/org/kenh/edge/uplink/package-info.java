/** The way to the centre: one interface, whatever protocol is behind it. */
@NullMarked
package org.kenh.edge.uplink;

import org.jspecify.annotations.NullMarked;
