/** What devices sent, gathered over all of them and committed together. */
@NullMarked
package org.kenh.ingest.writing;

import org.jspecify.annotations.NullMarked;
