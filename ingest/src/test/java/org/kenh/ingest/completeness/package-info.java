/** Tests of the accounts of days. */
@NullMarked
package org.kenh.ingest.completeness;

import org.jspecify.annotations.NullMarked;
