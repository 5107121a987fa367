/** Tells people of alarms when nobody has acknowledged them: who, when, by which way, and how often. */
@NullMarked
package org.kenh.operations.notification;

import org.jspecify.annotations.NullMarked;
