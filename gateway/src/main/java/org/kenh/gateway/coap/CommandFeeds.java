package org.kenh.gateway.coap;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.californium.core.network.Exchange;
import org.kenh.telemetry.DeviceId;

/** The devices that wait for commands. A device has one feed: the newest registration replaces the one before. */
final class CommandFeeds {
    private final CommandPost post;
    private final ConcurrentMap<DeviceId, CommandFeed> byDevice = new ConcurrentHashMap<>();
    private final ConcurrentMap<Exchange, CommandFeed> byRegistration = new ConcurrentHashMap<>();

    CommandFeeds(CommandPost post) {
        this.post = post;
    }

    /** Sends nothing before {@link CommandFeed#begin}. */
    CommandFeed open(Caller caller, Exchange registration) {
        CommandFeed feed = new CommandFeed(caller, registration, post, this::forget);
        byRegistration.put(registration, feed);
        CommandFeed previous = byDevice.put(caller.device(), feed);
        if (previous != null) {
            previous.end();
        }
        return feed;
    }

    void wake(DeviceId device) {
        CommandFeed feed = byDevice.get(device);
        if (feed != null) {
            feed.wake();
        }
    }

    /** The registration is over, whoever ended it. */
    void end(Exchange registration) {
        CommandFeed feed = byRegistration.get(registration);
        if (feed != null) {
            feed.end();
        }
    }

    void end(DeviceId device) {
        CommandFeed feed = byDevice.get(device);
        if (feed != null) {
            feed.end();
        }
    }

    int size() {
        return byDevice.size();
    }

    private void forget(CommandFeed feed) {
        byDevice.remove(feed.caller().device(), feed);
        byRegistration.remove(feed.registration(), feed);
    }
}
