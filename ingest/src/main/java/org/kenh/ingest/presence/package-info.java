/** Which devices are alive. */
@NullMarked
package org.kenh.ingest.presence;

import org.jspecify.annotations.NullMarked;
