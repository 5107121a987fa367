/** The people's HTTP interface: routes, checked input, answers, live events and the web pages. */
@NullMarked
package org.kenh.operations.api;

import org.jspecify.annotations.NullMarked;
