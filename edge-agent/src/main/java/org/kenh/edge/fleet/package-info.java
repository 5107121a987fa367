/** Many simulated devices in one process, each with its own connection and identity. */
@NullMarked
package org.kenh.edge.fleet;

import org.jspecify.annotations.NullMarked;
