/** Configuration files: YAML to checked records, all problems reported at once. */
@NullMarked
package org.kenh.edge.config;

import org.jspecify.annotations.NullMarked;
