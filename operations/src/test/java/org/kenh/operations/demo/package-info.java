@NullMarked
package org.kenh.operations.demo;

import org.jspecify.annotations.NullMarked;
