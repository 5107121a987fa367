/** Instruments and gateways that answer HTTP requests with JSON. */
@NullMarked
package org.kenh.edge.sensor.http;

import org.jspecify.annotations.NullMarked;
