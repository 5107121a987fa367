/** Alarm rules as data: how they are written, kept in versions, shipped as a library and tried on the past. */
@NullMarked
package org.kenh.operations.alarmdesk.rule;

import org.jspecify.annotations.NullMarked;
