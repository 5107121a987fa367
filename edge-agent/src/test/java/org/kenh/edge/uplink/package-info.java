@NullMarked
package org.kenh.edge.uplink;

import org.jspecify.annotations.NullMarked;
