/** The port through which everything a device sends leaves the front door, and what comes back: committed, refused or busy. */
@NullMarked
package org.kenh.gateway.intake;

import org.jspecify.annotations.NullMarked;
