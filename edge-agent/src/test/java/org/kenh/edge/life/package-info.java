@NullMarked
package org.kenh.edge.life;

import org.jspecify.annotations.NullMarked;
