/** Tests of the alarm desk. */
@NullMarked
package org.kenh.operations.alarmdesk;

import org.jspecify.annotations.NullMarked;
