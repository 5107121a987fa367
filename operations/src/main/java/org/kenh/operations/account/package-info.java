/** People: who they are, what they may do and where, and their sessions. */
@NullMarked
package org.kenh.operations.account;

import org.jspecify.annotations.NullMarked;
