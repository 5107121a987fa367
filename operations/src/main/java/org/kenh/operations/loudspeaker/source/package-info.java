/** The adapter to the province's source-information system: its schedules come in, our status and play logs go out. */
@NullMarked
package org.kenh.operations.loudspeaker.source;

import org.jspecify.annotations.NullMarked;
