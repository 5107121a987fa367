package org.kenh.edge.sensor.simulated;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.kenh.edge.control.Outcome;
import org.kenh.edge.sensor.simulated.Arguments.Bounds;

/** The kinds of devices that a plant has. Units as in the SenML registry where it has one. */
final class Models {
    static final List<String> NAMES = List.of(
            "pump",
            "station",
            "power",
            "gauge",
            "gate",
            "field",
            "weather",
            "rain-gauge",
            "water-quality",
            "loudspeaker");

    private static final Bounds MINUTES = new Bounds("minutes", 1, 60, 30);
    private static final Bounds OPENING = new Bounds("opening", 0, 100, Double.NaN);
    private static final Bounds VOLUME = new Bounds("percent", 0, 100, Double.NaN);
    private static final List<String> TRIPS =
            Arrays.stream(Trip.values()).map(Trip::word).toList();
    /** Metres that a river falls on each kilometre. */
    private static final double SLOPE = 0.025;

    private final Plant plant;
    private final Weather weather;
    private final Chance noise;
    private final Modem modem;
    private final String device;

    Models(Plant plant, String device, Modem modem) {
        this.plant = plant;
        this.device = device;
        this.weather = plant.weather();
        this.noise = new Chance(plant.seed(), device);
        this.modem = modem;
    }

    /** Hours that the battery of a kind of device lasts; empty for one that lives on sunlight. */
    static OptionalDouble batteryHours(String model) {
        return switch (model) {
            case "pump" -> OptionalDouble.of(0.5);
            case "loudspeaker" -> OptionalDouble.of(1);
            case "station", "power", "gate" -> OptionalDouble.of(4);
            default -> OptionalDouble.empty();
        };
    }

    /** Throws {@link IllegalArgumentException} when the plant does not have what the device measures. */
    Model of(DeviceConfig config) {
        return switch (config.model()) {
            case "pump" -> pump(config);
            case "station" -> station(plant.station(config.of()));
            case "power" -> power(plant.station(config.of()));
            case "gauge" -> gauge(plant.waterway(config.of()), config.chainage());
            case "gate" -> gate(plant.gate(config.of()));
            case "field" -> field(plant.field(config.of()));
            case "weather" -> weather(config.of());
            case "rain-gauge" -> rainGauge(config.of());
            case "water-quality" -> waterQuality(plant.waterway(config.of()));
            case "loudspeaker" -> loudspeaker(config);
            default ->
                throw new IllegalArgumentException(
                        "model must be one of " + String.join(", ", NAMES) + ", but is \"" + config.model() + "\"");
        };
    }

    private Model pump(DeviceConfig config) {
        Station station = plant.station(config.of());
        if (config.number() < 1 || config.number() > station.config().pumps()) {
            throw new IllegalArgumentException(
                    "number must be from 1 to " + station.config().pumps() + ", but is " + config.number());
        }
        Pump pump = station.pump(config.number());
        pump.suffer(config.fault());
        Instruments instruments = new Instruments(noise)
                .flag("running", at -> pump.running())
                .number("current", "A", 1, at -> pump.current(station.voltage(at)))
                .number("flow", "m3/s", 3, at -> pump.flow())
                .number("power", "W", 0, at -> pump.power() * 1000)
                .number("energy", "kWh", 2, at -> pump.energy())
                .number("run.hours", "h", 2, at -> pump.runHours())
                .number("starts", "count", 0, at -> pump.starts())
                .noisy("temperature.winding", "Cel", 1, at -> pump.winding(), 0.1)
                .noisy("temperature.bearing", "Cel", 1, at -> pump.bearing(), 0.1)
                .noisy("vibration", "m/s", 5, at -> pump.vibration(at, station.blocked()), 0.00004)
                .word("trip", TRIPS, at -> TRIPS.indexOf(pump.trip().word()));
        return new Model(
                "Bộ điều khiển bơm BK-" + Math.round(station.config().motorPower()),
                instruments,
                Map.of(
                        "pump.start",
                        (arguments, at) ->
                                arguments.number(MINUTES, minutes -> station.start(config.number(), at, minutes)),
                        "pump.stop",
                        (arguments, at) ->
                                arguments.number(MINUTES, minutes -> station.stop(config.number(), at, minutes)),
                        "pump.reset",
                        (arguments, at) -> station.reset(config.number())));
    }

    private Model station(Station station) {
        Instruments instruments = new Instruments(noise)
                .noisy("level.suction", "m", 3, at -> station.suction(), 0.002)
                .noisy("level.discharge", "m", 3, at -> station.discharge(), 0.002)
                .noisy("rack.difference", "m", 3, at -> station.rackDifference(), 0.001)
                .number("flow", "m3/s", 3, at -> station.flow())
                .number("pumps.running", "count", 0, at -> station.running())
                .number("pumps.tripped", "count", 0, at -> station.tripped())
                .noisy("rsrp", "dBm", 0, modem::signal, 1);
        return new Model("Cảm biến mực nước siêu âm US-6", instruments, Map.of());
    }

    private Model power(Station station) {
        Instruments instruments = new Instruments(noise)
                .flag("mains", station::mains)
                .noisy("voltage.l12", "V", 1, station::voltage, 0.3)
                .noisy("voltage.l23", "V", 1, at -> station.voltage(at) * 1.004, 0.3)
                .noisy("voltage.l31", "V", 1, at -> station.voltage(at) * 0.995, 0.3)
                .number("power", "W", 0, at -> station.mains(at) ? station.power() * 1000 : 0)
                .number("energy", "kWh", 2, at -> station.energy())
                .number("power.factor", "/", 2, at -> station.pump(1).powerFactor())
                .noisy("frequency", "Hz", 2, at -> station.mains(at) ? 50 + 0.05 * noise.curve(at, 400) : 0, 0.01)
                .flag("door.open", Station::isAttended)
                .noisy("rsrp", "dBm", 0, modem::signal, 1);
        return new Model("Công tơ ba pha DT-3", instruments, Map.of());
    }

    private Model gauge(Waterway river, double chainage) {
        Instruments instruments = new Instruments(noise)
                .noisy("level", "m", 3, at -> river.level() - SLOPE * chainage, 0.003)
                .number("flow", "m3/s", 2, at -> river.discharge())
                .number("battery.voltage", "V", 2, this::battery)
                .noisy("rsrp", "dBm", 0, modem::signal, 1);
        return new Model("Thước nước ra-đa RD-20", instruments, Map.of());
    }

    private Model gate(Gate gate) {
        Instruments instruments = new Instruments(noise)
                .number("gate.opening", "/100", 1, at -> gate.opening())
                .noisy("level.upstream", "m", 3, at -> gate.upstream().level() - SLOPE * 8, 0.002)
                .noisy("level.downstream", "m", 3, at -> gate.downstream().level(), 0.002)
                .number("flow", "m3/s", 3, at -> gate.flow())
                .noisy("rsrp", "dBm", 0, modem::signal, 1);
        return new Model(
                "Bộ điều khiển cửa cống GC-2",
                instruments,
                Map.of(
                        "gate.set",
                        (arguments, at) -> arguments.number(OPENING, opening -> {
                            gate.set(opening);
                            return new Outcome.Done("moving to " + opening + " %");
                        })));
    }

    private Model field(Field field) {
        Instruments instruments = new Instruments(noise);
        if (field.config().paddy()) {
            instruments.noisy("water.depth", "mm", 0, at -> field.depth(), 0.6);
        }
        instruments
                .noisy("soil.moisture", "/100", 1, at -> field.soilMoisture(), 0.1)
                .noisy("soil.temperature", "Cel", 1, at -> weather.mean(at) + 0.35 * warmth(at - 10_000), 0.1)
                .number("rain.today", "mm", 1, at -> rainToday(field.config().weather(), at))
                .flag("irrigating", at -> field.irrigating())
                .number("battery.voltage", "V", 2, this::battery)
                .noisy("rsrp", "dBm", 0, modem::signal, 1)
                .number("inlet.flow", "m3/s", 4, at -> field.inflow());
        return new Model("Cảm biến đồng ruộng AWD-1", instruments, Map.of());
    }

    private Model weather(String place) {
        Instruments instruments = new Instruments(noise)
                .noisy("temperature", "Cel", 1, weather::temperature, 0.05)
                .noisy("humidity", "%RH", 0, weather::humidity, 0.5)
                .noisy("radiation", "W/m2", 0, weather::radiation, 1)
                .noisy("wind.speed", "m/s", 1, weather::wind, 0.1)
                .noisy("wind.direction", "deg", 0, weather::windDirection, 4)
                .number("pressure", "Pa", 0, weather::pressure)
                .number("rain.intensity", "mm/h", 1, at -> weather.rain(place, at))
                .number("rain.today", "mm", 1, at -> rainToday(place, at));
        return new Model("Trạm thời tiết WS-7", instruments, Map.of());
    }

    private Model rainGauge(String place) {
        Instruments instruments = new Instruments(noise)
                .number("rain.intensity", "mm/h", 1, at -> weather.rain(place, at))
                .number("rain.today", "mm", 1, at -> tipped(rainToday(place, at)))
                .number("battery.voltage", "V", 2, this::battery)
                .noisy("rsrp", "dBm", 0, modem::signal, 1);
        return new Model("Vũ lượng kế chao lật VL-02", instruments, Map.of());
    }

    private Model waterQuality(Waterway river) {
        WaterQuality water = new WaterQuality(river, weather);
        Instruments instruments = new Instruments(noise)
                .noisy("ph", "pH", 2, at -> water.acidity(), 0.02)
                .noisy("oxygen", "mg/l", 2, water::oxygen, 0.04)
                .noisy("conductivity", "uS/cm", 0, at -> water.conductivity(), 3)
                .noisy("ammonium", "mg/l", 2, at -> water.ammonium(), 0.03)
                .noisy("temperature", "Cel", 1, at -> weather.mean(at) + 0.6 + 0.25 * warmth(at - 7_200), 0.05)
                .noisy("turbidity", "NTU", 0, at -> water.turbidity(), 1);
        return new Model("Đầu đo chất lượng nước WQ-5", instruments, Map.of());
    }

    private Model loudspeaker(DeviceConfig config) {
        Speaker speaker = plant.speaker(device, config);
        Feeder feeder = plant.feeder(config.site());
        List<String> states =
                Arrays.stream(Speaker.State.values()).map(Enum::name).toList();
        Instruments instruments = new Instruments(noise)
                .word("state", states, at -> states.indexOf(speaker.state(at).name()))
                .flag("playing", at -> speaker.state(at) == Speaker.State.PLAYING)
                .number("volume", "/100", 0, speaker::volume)
                .noisy("temperature.amplifier", "Cel", 1, speaker::amplifier, 0.1)
                .number("amplifier.current", "A", 2, speaker::current)
                .number("played", "s", 0, at -> speaker.played())
                .noisy("rsrp", "dBm", 0, at -> speaker.signal(modem.signal(at), at), 1)
                .number("underruns", "count", 0, at -> speaker.underruns(speaker.signal(modem.signal(at), at)))
                .noisy("mains.voltage", "V", 1, at -> feeder.mains(at) ? Speaker.mains(feeder.voltage(at)) : 0, 0.3)
                .noisy("ambient", "dB", 1, speaker::ambient, 1.5)
                .noisy("line.impedance", "Ohm", 2, speaker::impedance, 0.02)
                .flag("tamper", at -> false)
                .noisy("ambient.max", "dB", 1, speaker::loudest, 1.5);
        return new Model(
                "Cụm loa thông minh IPS-200",
                instruments,
                Map.of(
                        "speaker.volume",
                                (arguments, at) -> arguments.number(VOLUME, volume -> {
                                    double unused = speaker.setVolume(volume);
                                    return new Outcome.Done("volume " + volume + " %");
                                }),
                        "speaker.mute", (arguments, at) -> mute(speaker, true),
                        "speaker.unmute", (arguments, at) -> mute(speaker, false)));
    }

    private static Outcome mute(Speaker speaker, boolean muted) {
        speaker.mute(muted);
        return new Outcome.Done(muted ? "muted" : "not muted");
    }

    private double rainToday(String place, double at) {
        return weather.rainBetween(place, LocalTime.midnight(at), at);
    }

    /** How far the air is above the mean of these days, Celsius. */
    private double warmth(double at) {
        return weather.temperature(at) - weather.mean(at);
    }

    /** A bucket tips at every 0.2 mm. */
    private static double tipped(double millimetres) {
        return Math.floor(millimetres * 5) / 5;
    }

    private double battery(double at) {
        return 12.4 + 1.1 * Math.min(1, weather.radiation(at) / 300) + 0.1 * noise.curve(at, 20_000);
    }
}
