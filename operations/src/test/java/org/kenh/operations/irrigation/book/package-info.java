@NullMarked
package org.kenh.operations.irrigation.book;

import org.jspecify.annotations.NullMarked;
