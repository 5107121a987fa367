/** Soil and water probes that speak SDI-12, behind a transparent serial adapter. */
@NullMarked
package org.kenh.edge.sensor.sdi12;

import org.jspecify.annotations.NullMarked;
