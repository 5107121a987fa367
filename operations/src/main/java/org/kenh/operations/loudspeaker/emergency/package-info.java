/** Emergency bulletins: from an alarm, by approval, to every village, followed until it was heard or somebody knows where not. */
@NullMarked
package org.kenh.operations.loudspeaker.emergency;

import org.jspecify.annotations.NullMarked;
