/** Judges whether bulletins sounded: pure, from what was planned and what clusters tell. The order, repetition and lateness of what they tell does not matter. */
@NullMarked
package org.kenh.operations.loudspeaker.judge;

import org.jspecify.annotations.NullMarked;
