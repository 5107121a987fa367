@NullMarked
package org.kenh.edge.agent;

import org.jspecify.annotations.NullMarked;
