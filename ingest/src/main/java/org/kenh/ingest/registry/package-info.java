/** Areas, sites, devices and their secrets. */
@NullMarked
package org.kenh.ingest.registry;

import org.jspecify.annotations.NullMarked;
