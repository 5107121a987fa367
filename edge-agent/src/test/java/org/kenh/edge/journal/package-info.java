@NullMarked
package org.kenh.edge.journal;

import org.jspecify.annotations.NullMarked;
