package org.kenh.operations.loudspeaker.programme;

/**
 * Where a bulletin comes from.
 *
 * @param source name of the system that supplied it
 * @param id that the bulletin has there
 */
public record Origin(String source, String id) {}
