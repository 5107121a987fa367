/** Commands on their way to a device. */
@NullMarked
package org.kenh.gateway.downlink;

import org.jspecify.annotations.NullMarked;
