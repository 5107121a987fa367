/** What desks do by themselves: work again and again, and tell who listens. */
@NullMarked
package org.kenh.operations.background;

import org.jspecify.annotations.NullMarked;
