/** The front door for devices, put together: whoever starts the house needs {@link org.kenh.gateway.Gateway} alone. */
@NullMarked
package org.kenh.gateway;

import org.jspecify.annotations.NullMarked;
