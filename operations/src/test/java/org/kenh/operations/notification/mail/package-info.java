/** Tests. */
@NullMarked
package org.kenh.operations.notification.mail;

import org.jspecify.annotations.NullMarked;
