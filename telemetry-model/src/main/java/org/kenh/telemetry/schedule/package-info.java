/** Schedules that the centre signs and devices run without it: the document, its turns, its signature. */
@NullMarked
package org.kenh.telemetry.schedule;

import org.jspecify.annotations.NullMarked;
