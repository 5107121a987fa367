/** Alarms: vectors, the transition table row by row, and random walks against a reference model. */
@NullMarked
package org.kenh.ingest.alarm;

import org.jspecify.annotations.NullMarked;
