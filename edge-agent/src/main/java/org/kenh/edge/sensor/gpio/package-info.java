/** Contacts and relays on the lines of a board, through the tools of libgpiod. */
@NullMarked
package org.kenh.edge.sensor.gpio;

import org.jspecify.annotations.NullMarked;
