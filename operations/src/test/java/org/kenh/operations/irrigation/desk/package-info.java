@NullMarked
package org.kenh.operations.irrigation.desk;

import org.jspecify.annotations.NullMarked;
