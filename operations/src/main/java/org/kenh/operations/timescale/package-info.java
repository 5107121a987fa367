/** All SQL and the migrations of schema {@code operations}. */
@NullMarked
package org.kenh.operations.timescale;

import org.jspecify.annotations.NullMarked;
