package org.kenh.operations.loudspeaker.proof;

import java.time.LocalDate;

/** A day of a cluster: what is judged at once. */
record DeviceDay(String device, LocalDate day) {}
