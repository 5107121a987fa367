/** The alarm desk: which rules watch what, how their alarms stand, and what people do about them. */
@NullMarked
package org.kenh.operations.alarmdesk;

import org.jspecify.annotations.NullMarked;
