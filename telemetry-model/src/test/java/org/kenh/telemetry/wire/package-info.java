/** Tests of the codecs. */
@NullMarked
package org.kenh.telemetry.wire;

import org.jspecify.annotations.NullMarked;
