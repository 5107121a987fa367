package org.kenh.operations.irrigation.plan;

/**
 * A turn that a person has set, or that has begun: the plan keeps it exactly, though outside the field's earliest time and deadline. Only if
 * it breaks another constraint is it refused, with the reasons. It may have begun before the horizon.
 */
public record PinnedTurn(String field, Period period) {}
