package org.kenh.operations.irrigation.execution;

import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.plan.Period;

/** What a person has told of a turn that no device switches: from when to when the inlet was open. */
public record ByHand(String turn, Period run, String note, Step told) {}
