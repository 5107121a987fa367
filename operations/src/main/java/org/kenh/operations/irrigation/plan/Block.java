package org.kenh.operations.irrigation.plan;

/** A time in which a pump, a canal or a field must be at rest. */
public record Block(BlockReason reason, Period period) {}
