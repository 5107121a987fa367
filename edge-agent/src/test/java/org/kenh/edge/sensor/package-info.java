@NullMarked
package org.kenh.edge.sensor;

import org.jspecify.annotations.NullMarked;
