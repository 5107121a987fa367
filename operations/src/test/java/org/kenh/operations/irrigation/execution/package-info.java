@NullMarked
package org.kenh.operations.irrigation.execution;

import org.jspecify.annotations.NullMarked;
