/** Notifications by HTTP: webhooks, gateways for text messages, and push services of browsers. */
@NullMarked
package org.kenh.operations.notification.web;

import org.jspecify.annotations.NullMarked;
