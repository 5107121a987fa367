@NullMarked
package org.kenh.edge.uplink.coap;

import org.jspecify.annotations.NullMarked;
