/** Tests of what every front door hands its messages to. */
@NullMarked
package org.kenh.gateway.intake;

import org.jspecify.annotations.NullMarked;
