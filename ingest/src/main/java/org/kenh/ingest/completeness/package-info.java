/** How complete the data of a device and day are, from the ledger of what came. */
@NullMarked
package org.kenh.ingest.completeness;

import org.jspecify.annotations.NullMarked;
