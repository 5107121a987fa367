package org.kenh.gateway.coap;

/** Who may come in, and who has not been answered yet. */
record Reception(Authentication authentication, Conversations conversations) {}
