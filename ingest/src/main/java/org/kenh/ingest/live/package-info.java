/** What has just been committed, for screens. */
@NullMarked
package org.kenh.ingest.live;

import org.jspecify.annotations.NullMarked;
