/** HTTP for devices that speak neither MQTT nor CoAP. */
@NullMarked
package org.kenh.gateway.http;

import org.jspecify.annotations.NullMarked;
