/** Bytes to model and back: SenML (RFC 8428) in JSON and CBOR, flat JSON, births, commands and their answers. */
@NullMarked
package org.kenh.telemetry.wire;

import org.jspecify.annotations.NullMarked;
