package org.kenh.gateway.coap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;

/** Counts what devices send, by transport and outcome. */
final class Tally {
    private final MeterRegistry meters;

    Tally(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(Transport transport, Receipt receipt) {
        count(
                transport,
                switch (receipt) {
                    case Receipt.Committed() -> "committed";
                    case Receipt.Refused _ -> "refused";
                    case Receipt.Overloaded _ -> "overloaded";
                    case Receipt.Failed _ -> "failed";
                });
    }

    void count(Transport transport, String outcome) {
        Counter.builder("gateway.messages")
                .description("messages of devices, by what became of them")
                .tag("transport", transport.name().toLowerCase(Locale.ROOT))
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }
}
