@NullMarked
package org.kenh.operations.alarmdesk.quality;

import org.jspecify.annotations.NullMarked;
