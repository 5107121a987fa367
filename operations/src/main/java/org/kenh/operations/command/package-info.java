/** Intentions for devices and what became of them. */
@NullMarked
package org.kenh.operations.command;

import org.jspecify.annotations.NullMarked;
