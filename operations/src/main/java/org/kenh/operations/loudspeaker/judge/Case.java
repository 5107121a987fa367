package org.kenh.operations.loudspeaker.judge;

import java.time.Instant;
import java.util.List;

/**
 * What is to be judged.
 *
 * @param slots of one cluster, by their starts
 */
record Case(List<DueSlot> slots, Evidence evidence, Limits limits, Instant now) {}
