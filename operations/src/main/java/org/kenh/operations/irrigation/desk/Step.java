package org.kenh.operations.irrigation.desk;

import java.time.Instant;

/** Who did something, and when. */
public record Step(String by, Instant at) {}
