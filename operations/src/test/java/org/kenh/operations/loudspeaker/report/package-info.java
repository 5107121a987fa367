@NullMarked
package org.kenh.operations.loudspeaker.report;

import org.jspecify.annotations.NullMarked;
