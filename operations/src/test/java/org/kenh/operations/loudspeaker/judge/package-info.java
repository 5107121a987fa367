@NullMarked
package org.kenh.operations.loudspeaker.judge;

import org.jspecify.annotations.NullMarked;
