/** Notifications by e-mail. */
@NullMarked
package org.kenh.operations.notification.mail;

import org.jspecify.annotations.NullMarked;
