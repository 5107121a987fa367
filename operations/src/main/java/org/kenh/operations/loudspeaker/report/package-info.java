/** The month of the loudspeakers: what was planned, what was heard, and why not. */
@NullMarked
package org.kenh.operations.loudspeaker.report;

import org.jspecify.annotations.NullMarked;
