/** All SQL and all migrations of the schema {@code telemetry}, and the PostgreSQL that the product brings along. */
@NullMarked
package org.kenh.ingest.timescale;

import org.jspecify.annotations.NullMarked;
