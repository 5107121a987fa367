/** Readings become series; devices get presence. The assembly of it. */
@NullMarked
package org.kenh.ingest;

import org.jspecify.annotations.NullMarked;
