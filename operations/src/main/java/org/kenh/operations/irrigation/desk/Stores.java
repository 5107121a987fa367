package org.kenh.operations.irrigation.desk;

/** Where the desk keeps what it has. */
public record Stores(PlanStore plans, RequestStore requests) {}
