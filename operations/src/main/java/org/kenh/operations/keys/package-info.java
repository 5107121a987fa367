/** The keys that the server makes for itself at its first start. */
@NullMarked
package org.kenh.operations.keys;

import org.jspecify.annotations.NullMarked;
