/** Secrets of devices: made, kept, compared. */
@NullMarked
package org.kenh.ingest.credential;

import org.jspecify.annotations.NullMarked;
