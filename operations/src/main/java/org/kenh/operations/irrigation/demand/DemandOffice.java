package org.kenh.operations.irrigation.demand;

/**
 * What the API needs of this part.
 *
 * @param wake lets the states be reckoned anew soon
 */
public record DemandOffice(Demands demands, DemandStore store, Runnable wake) {}
