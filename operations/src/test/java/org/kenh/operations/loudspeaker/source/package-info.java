@NullMarked
package org.kenh.operations.loudspeaker.source;

import org.jspecify.annotations.NullMarked;
