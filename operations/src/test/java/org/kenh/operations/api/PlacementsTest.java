package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.registry.Registry;
import org.kenh.telemetry.DeviceId;
import org.slf4j.LoggerFactory;

/** Where devices stand, when the database cannot be asked. */
class PlacementsTest {
    private static final DeviceId DEVICE = DeviceId.of("do-1");

    private final AtomicBoolean closing = new AtomicBoolean();
    private final Placements placements = new Placements(away(), closing::get);

    @Test
    void lookUp_whileTheDatabaseIsAway_warns() {
        assertThat(warnings()).hasSize(1).first().asString().contains("where devices stand");
    }

    @Test
    void lookUp_atAnOrdinaryStop_isQuiet() {
        closing.set(true);
        assertThat(warnings()).isEmpty();
    }

    private List<String> warnings() {
        Logger logger = (Logger) LoggerFactory.getLogger(Placements.class);
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        logger.addAppender(heard);
        try {
            assertThat(placements.of(DEVICE)).isEmpty();
        } finally {
            logger.detachAppender(heard);
        }
        return heard.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Registry away() {
        Class<?>[] registry = {Registry.class};
        return (Registry) Proxy.newProxyInstance(Registry.class.getClassLoader(), registry, (self, method, given) -> {
            throw new IngestException("the connection was closed");
        });
    }
}
