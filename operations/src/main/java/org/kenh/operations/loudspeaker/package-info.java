/** The loudspeaker desk: is every village able to hear, and did it? */
@NullMarked
package org.kenh.operations.loudspeaker;

import org.jspecify.annotations.NullMarked;
