/** What one shift tells the next: what happened, what stands, what is shelved and why; frozen and countersigned. */
@NullMarked
package org.kenh.operations.alarmdesk.handover;

import org.jspecify.annotations.NullMarked;
