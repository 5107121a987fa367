/** Sound beside a loudspeaker: its level, whether it is what should sound, and what the player does. Audio is never kept. */
@NullMarked
package org.kenh.edge.sound;

import org.jspecify.annotations.NullMarked;
