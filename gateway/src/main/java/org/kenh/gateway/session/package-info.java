/** Who is speaking: credentials, connections and the sessions that outlive them. */
@NullMarked
package org.kenh.gateway.session;

import org.jspecify.annotations.NullMarked;
