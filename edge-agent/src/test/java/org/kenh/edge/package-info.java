@NullMarked
package org.kenh.edge;

import org.jspecify.annotations.NullMarked;
