package org.kenh.gateway.http;

import java.time.Duration;

/**
 * How devices are served by HTTP.
 *
 * @param body a request whose body is not complete by then is answered with 408
 * @param longestWait longest poll for commands
 */
public record DeviceHttpConfig(Duration body, Duration longestWait) {
    public static DeviceHttpConfig defaults() {
        return new DeviceHttpConfig(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }
}
