package org.kenh.operations.irrigation.demand;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.OperationsException;
import org.kenh.operations.background.Rounds;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.agronomy.WaterState;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the days and the states of all fields up to date: each morning the day before, each hour what has come late, each
 * quarter of an hour the states, and the bulletins in the morning. Works on one virtual thread of its own; {@link #tick}
 * does what is due and can be called by tests instead.
 */
public final class DemandDesk implements Demands, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemandDesk.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    /** After a start devices are heard first, before people are told that they are silent. */
    private static final Duration HEARD = Duration.ofMinutes(5);

    private static final String STATION = "weather-station";
    /** Days ahead for which forecasts are asked for, and days back that are looked at for rain and deep water. */
    private static final int FORECAST = 30;

    private static final int PAST = 31;

    /** No season is longer, and what nobody has ended needs no older weather. */
    private static final int OLDEST = 730;

    private final World world;
    private final Models models;
    private final WeatherBook book;
    private final double windHeight;
    private final DailyRun run;
    private final BulletinDesk bulletins;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile @Nullable Rounds rounds;
    private volatile NavigableMap<String, FieldLook.Looked> looked = new TreeMap<>();

    private Climates climates;
    private int fingerprint;
    private @Nullable LocalDate reckonedTo;
    private Instant begunAt = Instant.MAX;
    private Instant ranAt = Instant.MIN;
    private Instant lookedAt = Instant.MIN;

    public DemandDesk(World world, DemandSettings settings) {
        this.world = world;
        WeatherReader reader = new WeatherReader(world.places(), world.series(), settings);
        this.models = new Models(world.works(), reader);
        this.book = new WeatherBook(world.places(), reader, world.store());
        this.windHeight = settings.windHeight();
        this.climates = new Climates(List.of(), windHeight);
        this.run = new DailyRun(world.series(), world.store(), world.delivered());
        this.bulletins = new BulletinDesk(world.places(), world.store());
    }

    /** Starts the work in the background; the first look follows at once. */
    public void start() {
        rounds = Rounds.start("irrigation-demand", EVERY, this::round);
    }

    /** Looks anew soon, as after a forecast was entered. */
    public void wake() {
        asked.set(true);
        Rounds running = rounds;
        if (running != null) {
            running.wake();
        }
    }

    @Override
    public List<FieldState> states() {
        return looked.values().stream().map(FieldLook.Looked::state).toList();
    }

    @Override
    public Optional<FieldState> state(String field) {
        return Optional.ofNullable(looked.get(field)).map(FieldLook.Looked::state);
    }

    @Override
    public List<DayForecast> ahead(String field) {
        return Optional.ofNullable(looked.get(field))
                .map(FieldLook.Looked::ahead)
                .orElse(List.of());
    }

    /** Does what is due by the clock. Blocks on the database. */
    public void tick() {
        Instant now = world.clock().instant();
        LocalDateTime local = LocalDateTime.ofInstant(now, DemandSettings.ZONE);
        LocalDate last = lastComplete(local);
        int found = models.fingerprint();
        boolean changed = found != fingerprint;
        begunAt = begunAt.isAfter(now) ? now : begunAt;
        boolean settled = isOver(begunAt, DemandSettings.SETTLING, now);
        Duration again = settled ? DemandSettings.AGAIN : DemandSettings.AGAIN_AT_FIRST;
        boolean runs = changed || !last.equals(reckonedTo) || isOver(ranAt, again, now);
        if (runs) {
            runDays(local.toLocalDate(), last, now);
            fingerprint = found;
            reckonedTo = last;
            ranAt = now;
        }
        Duration patience = isOver(begunAt, DemandSettings.LOOK, now) ? DemandSettings.LOOK : EVERY;
        if (asked.getAndSet(false) || runs || isOver(lookedAt, patience, now)) {
            look(local.toLocalDate(), last, now);
            lookedAt = now;
        }
        boolean morning = !local.toLocalTime().isBefore(DemandSettings.BULLETIN);
        if (morning && isOver(begunAt, HEARD, now)) {
            bulletins.write(local.toLocalDate(), states(), now);
        }
    }

    @Override
    public void close() {
        Rounds running = rounds;
        if (running != null) {
            running.close();
        }
    }

    /** Yesterday from five in the morning on. */
    private static LocalDate lastComplete(LocalDateTime local) {
        int days = local.toLocalTime().isBefore(DemandSettings.DAILY) ? 2 : 1;
        return local.toLocalDate().minusDays(days);
    }

    private static boolean isOver(Instant since, Duration time, Instant now) {
        return since.equals(Instant.MIN) || Duration.between(since, now).compareTo(time) >= 0;
    }

    private void runDays(LocalDate today, LocalDate last, Instant now) {
        List<FieldModel> running = new ArrayList<>(models.ended(today));
        running.addAll(models.running(today));
        Map<FieldModel, Optional<FieldDay>> bases = new LinkedHashMap<>();
        running.forEach(model -> bases.put(model, run.basis(model, last)));
        LocalDate first = bases.entrySet().stream()
                .map(entry -> DailyRun.first(entry.getKey(), entry.getValue()))
                .min(LocalDate::compareTo)
                .filter(last::isAfter)
                .orElse(last);
        DistrictWeather weather = book.bring(stations(running), first, last);
        climates = climates(running, last);
        int changed = 0;
        for (Map.Entry<FieldModel, Optional<FieldDay>> entry : bases.entrySet()) {
            FieldModel model = entry.getKey().in(climates.of(entry.getKey().station()));
            changed += brought(model, entry.getValue(), weather, new DailyRun.Upto(last, now));
        }
        if (changed > 0) {
            LOG.info("reckoned {} field days up to {} for {} fields", changed, last, running.size());
        }
    }

    /** What cannot be on one field, such as more water than a flood, must not keep the others from being reckoned. */
    private int brought(FieldModel model, Optional<FieldDay> basis, DistrictWeather weather, DailyRun.Upto upto) {
        try {
            return run.bring(model, basis, weather, upto);
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "the days of field {} cannot be reckoned: {}", model.field().id(), e.getMessage());
            return 0;
        }
    }

    private void look(LocalDate today, LocalDate last, Instant now) {
        List<FieldModel> running = models.running(today);
        DistrictWeather weather = book.look(stations(running), last, last, today);
        Map<String, Map<LocalDate, Double>> forecasts = new HashMap<>();
        NavigableMap<String, FieldLook.Looked> found = new TreeMap<>();
        for (FieldModel model : running) {
            Map<LocalDate, Double> forecast = forecasts.computeIfAbsent(
                    model.field().area(), area -> world.forecast().rain(area, today, today.plusDays(FORECAST)));
            try {
                found.put(
                        model.field().id(),
                        lookAt(model.in(climates.of(model.station())), today, new Sky(weather, forecast, now)));
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "the state of field {} cannot be reckoned: {}",
                        model.field().id(),
                        e.getMessage());
            }
        }
        NavigableMap<String, FieldLook.Looked> before = looked;
        looked = found;
        found.values().forEach(one -> tell(one.state(), before));
    }

    private FieldLook.Looked lookAt(FieldModel model, LocalDate today, Sky sky) {
        LocalDate yesterday = today.minusDays(1);
        List<FieldDay> past = world.store().days(model.field().id(), today.minusDays(PAST), yesterday).stream()
                .filter(day -> DailyRun.belongs(model, day))
                .collect(Collectors.toCollection(ArrayList::new));
        LocalDate next =
                past.isEmpty() ? yesterday : past.getLast().balance().day().plusDays(1);
        SensorHours sensor = SensorHours.read(world.series(), model, next.minusDays(1), sky.now());
        LocalDate from = past.isEmpty() ? DailyRun.firstKnown(model, sky.weather(), sensor, yesterday) : next;
        FieldReckoner reckoner = new FieldReckoner(
                model, sky.weather(), sensor, world.delivered().to(model.field().id(), from, today));
        WaterState start =
                past.isEmpty() ? reckoner.start(from) : past.getLast().balance().after();
        past.addAll(reckoner.days(start, from, yesterday, sky.now()));
        WaterState midnight = past.isEmpty() ? start : past.getLast().balance().after();
        return new FieldLook(model, new FieldLook.Surroundings(sky.weather(), sensor, sky.forecast(), sky.now()), past)
                .look(midnight, reckoner);
    }

    /** From the first mid stage of these fields on, as the weather is kept. */
    private Climates climates(List<FieldModel> running, LocalDate last) {
        List<WeatherDay> days = new ArrayList<>();
        running.stream()
                .map(model -> model.balance().season().middle())
                .map(first -> first.isBefore(last.minusDays(OLDEST)) ? last.minusDays(OLDEST) : first)
                .min(LocalDate::compareTo)
                .filter(first -> !first.isAfter(last))
                .ifPresent(first -> stations(running, model -> model.station().stream())
                        .forEach(device -> days.addAll(world.store().weather(device, first, last))));
        return new Climates(days, windHeight);
    }

    private Set<DeviceId> stations(List<FieldModel> running) {
        return stations(running, FieldModel::stations);
    }

    /** Those of the fields, and all weather stations of the district. */
    private Set<DeviceId> stations(List<FieldModel> running, Function<FieldModel, Stream<DeviceId>> own) {
        return Stream.concat(
                        running.stream().flatMap(own),
                        world.places().devices().stream()
                                .filter(device -> device.kind().equals(STATION))
                                .map(Device::id))
                .collect(Collectors.toSet());
    }

    /** People are told of what matters to them, not of every tenth of a millimetre. */
    private void tell(FieldState state, Map<String, FieldLook.Looked> before) {
        FieldLook.Looked old = before.get(state.field());
        boolean same = old != null
                && old.state().urgency() == state.urgency()
                && old.state().warnings().equals(state.warnings())
                && old.state()
                        .needed()
                        .map(FieldState.Needed::days)
                        .equals(state.needed().map(FieldState.Needed::days));
        if (!same) {
            world.news().tell(IrrigationNews.Kind.STATE, state.field(), Optional.of(state.area()));
        }
    }

    private void round() {
        try {
            tick();
        } catch (IngestException | OperationsException e) {
            LOG.warn("the need of the fields could not be reckoned, trying again: {}", e.getMessage());
        }
    }

    /**
     * What the desk works with.
     *
     * @param places areas, sites and devices
     * @param works fields and what grows on them
     */
    public record World(
            Registry places,
            SeriesReader series,
            IrrigationRegistry works,
            DemandStore store,
            ForecastProvider forecast,
            DeliveredWater delivered,
            IrrigationNews news,
            InstantSource clock) {}

    private record Sky(DistrictWeather weather, Map<LocalDate, Double> forecast, Instant now) {}
}
