@NullMarked
package org.kenh.edge.clock;

import org.jspecify.annotations.NullMarked;
