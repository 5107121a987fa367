/** Opening HTTP ports and keeping slow clients from holding them. */
@NullMarked
package org.kenh.operations.http;

import org.jspecify.annotations.NullMarked;
