package org.kenh.operations.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.registry.Site;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.ingest.series.SeriesInfo.LastReading;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.SeriesFilter;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/** What is measured where, with the newest value. */
final class SeriesResource {
    private final SeriesReader series;
    private final Places places;

    SeriesResource(Backend backend, Places places) {
        this.series = backend.telemetry().series();
        this.places = places;
    }

    Endpoint endpoint() {
        return Endpoint.get("/series", Endpoint.Access.SIGNED_IN, this::list);
    }

    private Answer list(Call call) {
        Query query = call.query();
        SeriesFilter filter = new SeriesFilter(
                query.parsed("device", DeviceId::isValid, DeviceId::of),
                query.parsed("site", Inputs::isId, id -> id),
                query.parsed("name", SeriesName::isValid, SeriesName::of));
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        query.finish();
        Map<String, Site> sites = places.sites(call, area);
        return Answer.ok(series.series(filter).stream()
                .filter(info -> sites.containsKey(info.site()))
                .map(SeriesResource::view)
                .toList());
    }

    private static SeriesView view(SeriesInfo info) {
        Optional<LastReading> last = info.last();
        return new SeriesView(
                info.device().value(),
                info.site(),
                info.name().value(),
                info.unit().symbol(),
                last.map(LastReading::at).orElse(null),
                last.map(LastReading::receivedAt).orElse(null),
                last.map(reading -> Values.plain(reading.value())).orElse(null),
                last.map(reading -> reading.quality().word()).orElse(null));
    }

    record SeriesView(
            String device,
            String site,
            String name,
            String unit,
            @Nullable Instant at,
            @Nullable Instant receivedAt,
            @Nullable Object value,
            @Nullable String quality) {}
}
