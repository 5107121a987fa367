/** The field agent: wiring and commands of the command line. */
@NullMarked
package org.kenh.edge;

import org.jspecify.annotations.NullMarked;
