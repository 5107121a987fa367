@NullMarked
package org.kenh.edge.uplink.mqtt;

import org.jspecify.annotations.NullMarked;
