@NullMarked
package org.kenh.operations.loudspeaker.programme;

import org.jspecify.annotations.NullMarked;
