@NullMarked
package org.kenh.operations.alarmdesk.rule;

import org.jspecify.annotations.NullMarked;
