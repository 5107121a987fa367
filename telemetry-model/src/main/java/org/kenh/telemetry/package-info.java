/** The words both ends share: who speaks, what was measured, how far it may be trusted, what is asked of a device. */
@NullMarked
package org.kenh.telemetry;

import org.jspecify.annotations.NullMarked;
