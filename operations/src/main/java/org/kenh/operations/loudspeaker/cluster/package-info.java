/** Clusters of loudspeakers and how they are. */
@NullMarked
package org.kenh.operations.loudspeaker.cluster;

import org.jspecify.annotations.NullMarked;
