package org.kenh.gateway.coap;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.californium.core.network.Exchange;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.gateway.downlink.CommandWakeups;
import org.kenh.telemetry.DeviceId;

/** The devices that wait for commands. A device has one feed: the newest registration replaces the one before. */
final class CommandFeeds {
    private final CommandPost post;
    private final CommandWakeups wakeups;
    private final CoapMetrics metrics;
    private final ConcurrentMap<DeviceId, CommandFeed> byDevice = new ConcurrentHashMap<>();
    private final ConcurrentMap<Exchange, CommandFeed> byRegistration = new ConcurrentHashMap<>();
    private final ConcurrentMap<CommandFeed, CommandQueue.Registration> wakeUpCalls = new ConcurrentHashMap<>();

    CommandFeeds(CommandPost post, CommandWakeups wakeups, CoapMetrics metrics) {
        this.post = post;
        this.wakeups = wakeups;
        this.metrics = metrics;
    }

    /** Sends nothing before {@link CommandFeed#begin}. */
    CommandFeed open(Caller caller, Exchange registration) {
        CommandFeed feed = new CommandFeed(caller, registration, post, this::forget);
        byRegistration.put(registration, feed);
        wakeUpCalls.put(feed, wakeups.listen(caller.device(), feed::wake));
        metrics.of(caller.transport()).connected();
        CommandFeed previous = byDevice.put(caller.device(), feed);
        if (previous != null) {
            previous.end();
        }
        return feed;
    }

    /** The registration is over, whoever ended it. */
    void end(Exchange registration) {
        CommandFeed feed = byRegistration.get(registration);
        if (feed != null) {
            feed.end();
        }
    }

    void endAll() {
        byRegistration.values().forEach(CommandFeed::end);
    }

    void end(DeviceId device) {
        CommandFeed feed = byDevice.get(device);
        if (feed != null) {
            feed.end();
        }
    }

    private void forget(CommandFeed feed) {
        byDevice.remove(feed.caller().device(), feed);
        byRegistration.remove(feed.registration(), feed);
        CommandQueue.Registration wakeUpCall = wakeUpCalls.remove(feed);
        if (wakeUpCall != null) {
            wakeUpCall.close();
            metrics.of(feed.caller().transport()).disconnected();
        }
    }
}
