/** Tests. */
@NullMarked
package org.kenh.operations.notification.web;

import org.jspecify.annotations.NullMarked;
