@NullMarked
package org.kenh.edge.sensor.http;

import org.jspecify.annotations.NullMarked;
