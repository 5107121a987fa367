/** What the product costs, measured from outside. */
@NullMarked
package org.kenh.bench;

import org.jspecify.annotations.NullMarked;
