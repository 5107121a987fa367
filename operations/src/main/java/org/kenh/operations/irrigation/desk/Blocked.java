package org.kenh.operations.irrigation.desk;

import org.kenh.operations.irrigation.plan.Block;

/** A pump, canal or field that must be at rest for some time, and why. A canal's block holds for all below it. */
public record Blocked(SubjectKind kind, String subject, Block block) {}
