/** What the machine's keeper asks: is it alive, is it ready, what does it count. */
@NullMarked
package org.kenh.operations.management;

import org.jspecify.annotations.NullMarked;
