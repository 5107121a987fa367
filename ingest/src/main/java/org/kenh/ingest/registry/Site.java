package org.kenh.ingest.registry;

/**
 * A place with devices.
 *
 * @param id 1 to 64 of {@code A-Za-z0-9-_.}
 * @param kind for example {@code pumping-station}, {@code field}, {@code loudspeaker}, {@code centre}
 * @param area id of its area
 * @param lat degrees north, WGS-84
 * @param lon degrees east, WGS-84
 */
public record Site(String id, String name, String kind, String area, double lat, double lon) {}
