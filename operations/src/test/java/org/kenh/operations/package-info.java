/** Tests of configuration and of the server as a whole. */
@NullMarked
package org.kenh.operations;

import org.jspecify.annotations.NullMarked;
