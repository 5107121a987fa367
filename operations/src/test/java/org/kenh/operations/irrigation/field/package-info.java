@NullMarked
package org.kenh.operations.irrigation.field;

import org.jspecify.annotations.NullMarked;
