package org.kenh.gateway.coap;

import org.eclipse.californium.core.network.Outbox;
import org.eclipse.californium.core.network.stack.BaseCoapStack;
import org.eclipse.californium.core.network.stack.BlockwiseLayer;
import org.eclipse.californium.core.network.stack.CongestionControlLayer;
import org.eclipse.californium.core.network.stack.ExchangeCleanupLayer;
import org.eclipse.californium.core.network.stack.Layer;
import org.eclipse.californium.core.network.stack.ObserveLayer;
import org.eclipse.californium.elements.EndpointContextMatcher;
import org.eclipse.californium.elements.config.Configuration;

/** The usual layers of CoAP over UDP with an {@link UploadLayer} below the block-wise one. */
final class UploadStack extends BaseCoapStack {
    UploadStack(Configuration configuration, EndpointContextMatcher matcher, Outbox outbox, UploadLayer uploads) {
        super(outbox);
        setLayers(new Layer[] {
            new ExchangeCleanupLayer(configuration),
            new ObserveLayer(configuration),
            new BlockwiseLayer("", false, configuration, matcher),
            uploads,
            CongestionControlLayer.newImplementation("", configuration)
        });
    }
}
