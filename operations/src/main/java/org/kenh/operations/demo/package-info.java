/** The demo district: areas, sites and devices from a file, and the files that its simulated field needs. */
@NullMarked
package org.kenh.operations.demo;

import org.jspecify.annotations.NullMarked;
