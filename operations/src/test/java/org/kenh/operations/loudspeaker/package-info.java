@NullMarked
package org.kenh.operations.loudspeaker;

import org.jspecify.annotations.NullMarked;
