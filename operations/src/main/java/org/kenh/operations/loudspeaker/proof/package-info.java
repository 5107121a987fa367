/** Reads what clusters tell of their plays, keeps the verdicts, and says what needs a person. */
@NullMarked
package org.kenh.operations.loudspeaker.proof;

import org.jspecify.annotations.NullMarked;
