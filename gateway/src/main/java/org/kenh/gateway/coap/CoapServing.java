package org.kenh.gateway.coap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.MessageDeliverer;
import org.eclipse.californium.core.server.ServerMessageDeliverer;
import org.eclipse.californium.core.server.resources.DiscoveryResource;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.ExecutorsUtil;
import org.eclipse.californium.elements.util.NamedThreadFactory;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.kenh.gateway.intake.FrontDesk;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.BoundListener;
import org.kenh.gateway.session.FrontDoor;
import org.kenh.telemetry.DeviceId;

/** The front door between its start and its stop: threads, resources, open addresses. */
final class CoapServing {
    private static final int PROTOCOL_THREADS = 2;
    private static final int CHECKS_AT_A_TIME = 256;
    private static final int KEYS_AT_A_TIME = 64;
    private static final int DELIVERIES_AT_A_TIME = 32;
    private static final long SHUTDOWN_MILLIS = 500;

    private final CoapConfig config;
    private final CoapServices services;
    private final Configuration tuning;
    private final ScheduledExecutorService protocol =
            ExecutorsUtil.newScheduledThreadPool(PROTOCOL_THREADS, new NamedThreadFactory("coap-"));
    private final ScheduledExecutorService timer = ExecutorsUtil.newDefaultSecondaryScheduler("coap-timer-");
    private final BlockingWork checks = new BlockingWork("coap-check", CHECKS_AT_A_TIME);
    private final BlockingWork keys = new BlockingWork("coap-key", KEYS_AT_A_TIME);
    private final BlockingWork deliveries = new BlockingWork("coap-deliver", DELIVERIES_AT_A_TIME);
    private final Conversations conversations = new Conversations(timer);
    private final Authentication authentication;
    private final CommandFeeds feeds;
    private final UploadDesk uploads;
    private final MessageDeliverer resources;
    private final List<Endpoints> endpoints = new ArrayList<>();
    private final CoapMetrics metrics;

    private CoapServing(CoapConfig config, CoapServices services, CoapMetrics metrics) {
        this.config = config;
        this.services = services;
        this.metrics = metrics;
        this.tuning = Tuning.of(config.limits(), services.desk().limits().maxBytes());
        this.authentication = new Authentication(services.authenticator(), services.credentials(), checks);
        CommandPost post = new CommandPost(services, authentication, deliveries);
        this.feeds = new CommandFeeds(post, services.wakeups(), metrics);
        Map<String, MessageResource> messages = messageResources();
        this.uploads = new UploadDesk(services.desk(), authentication, messages);
        this.resources = new ServerMessageDeliverer(tree(messages, post), tuning);
    }

    /** Throws {@link FrontDoor.ListenException}, with everything closed again, when an address cannot be had. */
    static CoapServing start(CoapConfig config, CoapServices services, CoapMetrics metrics) {
        CoapServing serving = new CoapServing(config, services, metrics);
        try {
            serving.listen();
            return serving;
        } catch (IOException cause) {
            serving.stop(Duration.ZERO);
            throw new FrontDoor.ListenException("CoAP " + cause.getMessage(), cause);
        }
    }

    List<BoundListener> listeners() {
        return endpoints.stream().flatMap(opened -> opened.listeners().stream()).toList();
    }

    void disconnect(DeviceId device) {
        authentication.doubt();
        feeds.end(device);
    }

    void stop(Duration patience) {
        try {
            conversations.drain(patience);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        feeds.endAll();
        endpoints.forEach(Endpoints::close);
        checks.close();
        keys.close();
        deliveries.close();
        ExecutorsUtil.shutdownExecutorGracefully(SHUTDOWN_MILLIS, protocol, timer);
    }

    private void listen() throws IOException {
        endpoints.add(Endpoints.open(Transport.COAP, config.plain(), plainEndpoints()));
        endpoints.add(Endpoints.open(Transport.COAPS, config.secure(), secureEndpoints()));
    }

    private Endpoints.Builder plainEndpoints() {
        UploadStackFactory stacks = uploadStacks();
        return address -> endpoint(new UDPConnector(address, tuning), stacks);
    }

    private Endpoints.Builder secureEndpoints() {
        UploadStackFactory stacks = uploadStacks();
        return address -> endpoint(secureConnector(address), stacks);
    }

    private UploadStackFactory uploadStacks() {
        Duration lifetime = Duration.ofSeconds(Tuning.BLOCK_LIFETIME_SECONDS + Tuning.BLOCK_SWEEP_SECONDS);
        return new UploadStackFactory(
                new UploadBudget(config.limits().uploadBytes(), lifetime, System::nanoTime), uploads);
    }

    private Connector secureConnector(InetSocketAddress address) {
        DeviceKeys store = new DeviceKeys(services.credentials(), keys);
        DTLSConnector connector = new DTLSConnector(DtlsConnectorConfig.builder(tuning)
                .setAddress(address)
                .setAdvancedPskStore(store)
                .setApplicationLevelInfoSupplier(store)
                .build());
        connector.setExecutor(protocol);
        return connector;
    }

    private CoapEndpoint endpoint(Connector connector, UploadStackFactory stacks) {
        CoapEndpoint endpoint = CoapEndpoint.builder()
                .setConfiguration(tuning)
                .setConnector(connector)
                .setCoapStackFactory(stacks)
                .build();
        endpoint.addInterceptor(new RequestsOnly());
        endpoint.setMessageDeliverer(resources);
        endpoint.setExecutors(protocol, timer);
        return endpoint;
    }

    private Map<String, MessageResource> messageResources() {
        Reception reception = new Reception(authentication, conversations, metrics);
        Map<String, MessageResource> messages = new HashMap<>();
        for (FrontDesk.Kind kind : FrontDesk.Kind.values()) {
            MessageResource resource = new MessageResource(kind, reception, services);
            messages.put("v1/" + resource.getName(), resource);
        }
        return messages;
    }

    private CoapResource tree(Map<String, MessageResource> messages, CommandPost post) {
        NothingHere versionOne = new NothingHere("v1");
        messages.values().forEach(versionOne::add);
        versionOne.add(new TimeResource(services.clock()));
        versionOne.add(
                new CommandsResource(new Reception(authentication, conversations, metrics), services, post, feeds));
        NothingHere root = new NothingHere("");
        root.add(versionOne);
        root.add(new NothingHere(".well-known").add(new DiscoveryResource(root)));
        return root;
    }
}
