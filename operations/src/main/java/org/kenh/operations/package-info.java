/** The executable: wires gateway, ingest and the people's back end into one process. */
@NullMarked
package org.kenh.operations;

import org.jspecify.annotations.NullMarked;
