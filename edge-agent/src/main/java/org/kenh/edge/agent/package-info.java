/** One device: sensors, a journal, an uplink and its commands, tied together. */
@NullMarked
package org.kenh.edge.agent;

import org.jspecify.annotations.NullMarked;
