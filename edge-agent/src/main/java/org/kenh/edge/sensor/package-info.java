/** What a device measures, and where it measures it. */
@NullMarked
package org.kenh.edge.sensor;

import org.jspecify.annotations.NullMarked;
