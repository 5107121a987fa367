/** Bulletins, when they sound, and how the clusters learn of it. */
@NullMarked
package org.kenh.operations.loudspeaker.programme;

import org.jspecify.annotations.NullMarked;
