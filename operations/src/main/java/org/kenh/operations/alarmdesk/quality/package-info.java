/** How good the alarms are: what they ask of an operator, against the targets of ISA-18.2 and IEC 62682. */
@NullMarked
package org.kenh.operations.alarmdesk.quality;

import org.jspecify.annotations.NullMarked;
