/** Documents that people write, read member by member with all their mistakes at once. */
@NullMarked
package org.kenh.operations.document;

import org.jspecify.annotations.NullMarked;
