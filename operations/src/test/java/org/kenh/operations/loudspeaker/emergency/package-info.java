@NullMarked
package org.kenh.operations.loudspeaker.emergency;

import org.jspecify.annotations.NullMarked;
