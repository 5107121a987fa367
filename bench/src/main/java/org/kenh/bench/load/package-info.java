/**
 * A load generator that costs little: raw sockets on one or two threads, packets encoded once and patched in place, no
 * object made per message.
 */
@NullMarked
package org.kenh.bench.load;

import org.jspecify.annotations.NullMarked;
