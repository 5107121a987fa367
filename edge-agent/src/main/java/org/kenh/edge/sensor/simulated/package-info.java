/** A district that obeys physics: weather, waterways, pumping stations, fields and loudspeakers. */
@NullMarked
package org.kenh.edge.sensor.simulated;

import org.jspecify.annotations.NullMarked;
