package org.kenh.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.bench.load.Device;
import org.kenh.bench.load.FlowResult;
import org.kenh.bench.load.LoadPlan;
import org.kenh.bench.load.LoadRun;
import org.kenh.bench.load.Payload;
import org.kenh.bench.load.Protocol;
import org.kenh.bench.load.Target;

/** Measures one contender after the other against the same server, database and broker. */
final class Comparison {
    private static final Duration WARMUP = Duration.ofSeconds(2);
    private static final int VALUES = 5;
    private static final double MESSAGES = 100_000;

    private final ServerUnderTest server;
    private final Optional<Broker> broker;
    private final List<Device> devices;
    private final Duration duration;

    Comparison(ServerUnderTest server, Optional<Broker> broker, List<Device> devices, Duration duration) {
        this.server = server;
        this.broker = broker;
        this.devices = devices;
        this.duration = duration;
    }

    Measurement measure(Contender contender) throws SQLException, IOException {
        ProcessorMeter meter = new ProcessorMeter(List.of(
                contender == Contender.BROKER ? broker.orElseThrow()::processorSeconds : server::processorSeconds,
                server.database()::processorSeconds,
                ProcessorMeter.ofThis()));
        if (contender.protocol().isEmpty()) {
            double values = new CopyYardstick(server.database()).measure(WARMUP, duration, meter);
            return measurement(contender, values / VALUES, meter, Optional.empty());
        }
        FlowResult result = load(contender, contender.protocol().get(), meter);
        return measurement(contender, result.perSecond(), meter, Optional.of(result));
    }

    private FlowResult load(Contender contender, Protocol protocol, ProcessorMeter meter) {
        int port = contender == Contender.BROKER ? broker.orElseThrow().port() : server.port(protocol);
        LoadPlan plan = new LoadPlan(
                Target.loopback(protocol, port),
                contender.window(),
                new Payload(1, VALUES),
                contender.rate(),
                WARMUP,
                duration,
                1,
                500);
        try (LoadRun run = LoadRun.connect(plan, devices)) {
            return run.measure(meter);
        }
    }

    private Measurement measurement(
            Contender contender, double messages, ProcessorMeter meter, Optional<FlowResult> result) {
        double hundredThousands = Math.max(1, messages * duration.toSeconds()) / MESSAGES;
        return new Measurement(
                contender,
                messages,
                messages * VALUES,
                result.map(load -> load.millisAtPercentile(50)).orElse(0.0),
                result.map(load -> load.millisAtPercentile(99)).orElse(0.0),
                meter.seconds(0) / hundredThousands,
                meter.seconds(1) / hundredThousands,
                meter.seconds(2) / hundredThousands,
                result.map(FlowResult::acknowledged).orElse(0L),
                result.map(FlowResult::failures).orElse(Map.of()));
    }
}
