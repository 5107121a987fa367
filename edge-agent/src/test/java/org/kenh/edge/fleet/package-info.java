@NullMarked
package org.kenh.edge.fleet;

import org.jspecify.annotations.NullMarked;
