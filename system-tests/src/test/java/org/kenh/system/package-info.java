/** The whole product from outside: who may use whom, end to end, faults, browser. */
@NullMarked
package org.kenh.system;

import org.jspecify.annotations.NullMarked;
