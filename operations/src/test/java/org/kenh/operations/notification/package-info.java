/** Tests. */
@NullMarked
package org.kenh.operations.notification;

import org.jspecify.annotations.NullMarked;
