package org.kenh.gateway.coap;

/** Who may come in, who has not been answered yet, and how many there were. */
record Reception(Authentication authentication, Conversations conversations, CoapMetrics metrics) {}
