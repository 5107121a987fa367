/** Speech, weather and traffic for the tests of what is heard. */
@NullMarked
package org.kenh.edge.sound;

import org.jspecify.annotations.NullMarked;
