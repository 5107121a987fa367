@NullMarked
package org.kenh.edge.control;

import org.jspecify.annotations.NullMarked;
