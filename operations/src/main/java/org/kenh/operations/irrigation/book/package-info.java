/** What irrigation took and cost, by field, commune, canal, pump, season and day. */
@NullMarked
package org.kenh.operations.irrigation.book;

import org.jspecify.annotations.NullMarked;
