/** Time series: append, catalogue, query. */
@NullMarked
package org.kenh.ingest.series;

import org.jspecify.annotations.NullMarked;
