/** CoAP and CoAP over DTLS for devices. The only place that knows Californium. */
@NullMarked
package org.kenh.gateway.coap;

import org.jspecify.annotations.NullMarked;
