package org.kenh.gateway.coap;

import org.eclipse.californium.core.network.ExtendedCoapStackFactory;
import org.eclipse.californium.core.network.Outbox;
import org.eclipse.californium.core.network.stack.CoapStack;
import org.eclipse.californium.elements.EndpointContextMatcher;
import org.eclipse.californium.elements.config.Configuration;
import org.jspecify.annotations.Nullable;

/** Builds {@link UploadStack}s that share one budget. */
final class UploadStackFactory implements ExtendedCoapStackFactory {
    private final UploadBudget budget;
    private final UploadDesk desk;

    UploadStackFactory(UploadBudget budget, UploadDesk desk) {
        this.budget = budget;
        this.desk = desk;
    }

    @Override
    public CoapStack createCoapStack(
            String protocol,
            String tag,
            Configuration configuration,
            EndpointContextMatcher matcher,
            Outbox outbox,
            @Nullable Object unused) {
        return new UploadStack(configuration, matcher, outbox, new UploadLayer(budget, desk));
    }

    /** The older form, which is not called where the newer one exists. */
    @SuppressWarnings("deprecation")
    @Override
    public CoapStack createCoapStack(
            String protocol, String tag, Configuration configuration, Outbox outbox, @Nullable Object unused) {
        throw new UnsupportedOperationException("block-wise transfers need the matcher of endpoint contexts");
    }
}
