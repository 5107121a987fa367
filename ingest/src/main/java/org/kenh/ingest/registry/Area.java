package org.kenh.ingest.registry;

import java.time.LocalDate;
import java.util.Optional;

/**
 * An administrative unit or a zone, valid for a time: units are merged and renamed, their history stays.
 *
 * @param id 1 to 64 of {@code A-Za-z0-9-_.}
 * @param code the official code, up to 35 characters (Decision 20/2020)
 * @param kind for example {@code district}, {@code commune}, {@code town}, {@code village}, {@code zone}
 * @param parent id of the area that it lies in
 * @param validFrom first day; empty: since ever
 * @param validTo first day on which it is no more; empty: still valid
 * @param replacedBy id of the area that took it over
 * @param outline GeoJSON geometry (Polygon or MultiPolygon, WGS-84) as text
 */
public record Area(
        String id,
        String code,
        String name,
        String kind,
        Optional<String> parent,
        Optional<LocalDate> validFrom,
        Optional<LocalDate> validTo,
        Optional<String> replacedBy,
        Optional<String> outline) {}
