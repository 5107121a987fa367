/** MQTT 5 with Paho. */
@NullMarked
package org.kenh.edge.uplink.mqtt;

import org.jspecify.annotations.NullMarked;
