/**
 * Alarms as a pure machine: rules as values, readings and the present time go in, transitions for the journal come out.
 * Nothing here knows a clock, a thread, a store or a framework.
 */
@NullMarked
package org.kenh.ingest.alarm;

import org.jspecify.annotations.NullMarked;
