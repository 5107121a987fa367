package org.kenh.operations;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.kenh.gateway.session.RateLimit;
import org.kenh.operations.keys.SealingKey;
import org.kenh.operations.share.cap.CapSender;
import org.kenh.telemetry.wire.DecodingLimits;

/**
 * Everything that can be configured, checked.
 *
 * @param data where the server keeps what it makes itself; key {@code data}
 * @param logLevel key {@code log.level}
 * @param deviceRate what one device may send; keys {@code device-rate.messages} and {@code device-rate.bytes}, each per
 *     second and 0 for any number, and {@code device-rate.burst}
 * @param keep how long readings are kept, and how old one may be that is taken; key {@code readings.keep}
 * @param commandsKeep how long commands are kept that are over and that nothing refers to; key {@code commands.keep}
 */
public record Config(
        Path data,
        DemoConfig demo,
        String logLevel,
        Duration keep,
        Duration commandsKeep,
        ListenersConfig listeners,
        TlsConfig tls,
        DatabaseConfig database,
        AccessConfig access,
        RateLimit deviceRate,
        MapConfig map,
        NotificationConfig notifications,
        CapSender cap) {

    /** Environment variables and the keys that they set. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "KENH_DATABASE_URL", "database.url",
            "KENH_DATABASE_USER", "database.user",
            "KENH_DATABASE_PASSWORD", "database.password",
            "KENH_ADMIN_PASSWORD", "admin.password",
            "KENH_SEALING_KEY", "sealing-key",
            "KENH_MAIL_PASSWORD", "notify.mail.password",
            "KENH_SMS_HEADERS", "notify.sms.headers");

    private static final Duration COMMANDS_KEEP = Duration.ofDays(90);
    private static final Duration SHORTEST_KEEP = Duration.ofDays(7);
    private static final Duration LONGEST_KEEP = DecodingLimits.CONTRACT.oldest();
    private static final String FILE_VARIABLE = "KENH_CONFIG";

    /**
     * Reads the file, if one is named, then the environment, then the options. Throws {@link ConfigException} with
     * everything that is wrong.
     *
     * @param options values of the command line by key; {@code config} names the file
     */
    public static Config read(Map<String, String> options, Map<String, String> environment) {
        Settings settings = new Settings();
        String file = options.getOrDefault("config", environment.getOrDefault(FILE_VARIABLE, ""));
        if (!file.isBlank()) {
            settings.addFile(Path.of(file));
        }
        ENVIRONMENT.forEach((variable, key) -> settings.add(key, environment.getOrDefault(variable, ""), variable));
        options.forEach((key, value) -> {
            if (!key.equals("config")) {
                settings.add(key, value, "the command line");
            }
        });
        Config config = read(settings);
        settings.finish();
        return config;
    }

    /** Seals secrets in the database; the one that is given, else that of the data directory. */
    byte[] sealingKey() {
        return access.sealingKey().orElseGet(() -> SealingKey.of(data));
    }

    private static Config read(Settings settings) {
        return new Config(
                Path.of(settings.text("data", "data")).toAbsolutePath().normalize(),
                DemoConfig.read(settings),
                settings.oneOf("log.level", "info", List.of("error", "warn", "info", "debug", "trace")),
                settings.duration("readings.keep", LONGEST_KEEP, SHORTEST_KEEP, LONGEST_KEEP),
                settings.duration("commands.keep", COMMANDS_KEEP, SHORTEST_KEEP, LONGEST_KEEP),
                ListenersConfig.read(settings),
                TlsConfig.read(settings),
                DatabaseConfig.read(settings),
                AccessConfig.read(settings),
                deviceRate(settings),
                MapConfig.read(settings),
                NotificationConfig.read(settings),
                CapConfig.read(settings));
    }

    private static RateLimit deviceRate(Settings settings) {
        RateLimit standard = RateLimit.DEFAULT;
        int bytes = settings.integer("device-rate.bytes", standard.bytesPerSecond(), 0, Integer.MAX_VALUE);
        boolean fits = bytes == 0 || bytes >= RateLimit.LEAST_BYTES_PER_SECOND;
        if (!fits) {
            settings.problem("device-rate.bytes must be 0 or at least " + RateLimit.LEAST_BYTES_PER_SECOND + ", but is "
                    + bytes);
        }
        return new RateLimit(
                settings.integer("device-rate.messages", standard.messagesPerSecond(), 0, 1_000_000),
                fits ? bytes : 0,
                settings.duration("device-rate.burst", standard.burst(), Duration.ZERO, Duration.ofHours(1)));
    }
}
