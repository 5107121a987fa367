/** Tests of the checked types. */
@NullMarked
package org.kenh.telemetry;

import org.jspecify.annotations.NullMarked;
