package org.kenh.edge.control;

import java.time.Duration;

/**
 * What holds for all that is controlled on a site.
 *
 * @param maxAge older values are not relied on
 * @param grace how long a needed sensor may say nothing before what runs is stopped
 * @param stagger between any two starts of pumps, and after power returns
 * @param lease how long a command lasts that does not say
 * @param longestLease how long a command may last
 */
record Rules(Duration maxAge, Duration grace, Duration stagger, Duration lease, Duration longestLease) {}
