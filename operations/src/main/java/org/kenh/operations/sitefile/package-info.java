/** The files by which devices work, held by the centre and brought to the devices as commands. */
@NullMarked
package org.kenh.operations.sitefile;

import org.jspecify.annotations.NullMarked;
