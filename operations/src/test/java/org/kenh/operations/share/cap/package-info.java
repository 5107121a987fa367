@NullMarked
package org.kenh.operations.share.cap;

import org.jspecify.annotations.NullMarked;
