@NullMarked
package org.kenh.operations.loudspeaker.proof;

import org.jspecify.annotations.NullMarked;
