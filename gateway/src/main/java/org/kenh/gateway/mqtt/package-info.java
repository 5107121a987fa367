/** MQTT 3.1.1 and 5 for devices, on Netty's codec: every acknowledgement, reason code and pause is decided here. */
@NullMarked
package org.kenh.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
