@NullMarked
package org.kenh.edge.config;

import org.jspecify.annotations.NullMarked;
