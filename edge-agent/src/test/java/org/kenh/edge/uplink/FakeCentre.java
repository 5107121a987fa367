package org.kenh.edge.uplink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A centre with many addresses, each of which works, refuses, or says nothing, as the test wants. */
final class FakeCentre implements Resolver {
    final List<String> attempts = new ArrayList<>();
    final List<Duration> attemptTimes = new ArrayList<>();
    final List<FakeLink> links = new ArrayList<>();
    private final Map<String, List<InetAddress>> names = new HashMap<>();
    private final Map<String, Mood> moods = new HashMap<>();
    private final VirtualTime time;
    private Mood usual = Mood.WORKS;

    FakeCentre(VirtualTime time) {
        this.time = time;
    }

    FakeCentre name(String host, String... addresses) {
        List<InetAddress> parsed = new ArrayList<>();
        for (String address : addresses) {
            parsed.add(literal(address));
        }
        names.put(host, parsed);
        return this;
    }

    void forgetNames() {
        names.clear();
    }

    /** What an address is like from now on; links that are open stay as they are. */
    void set(String address, Mood mood) {
        moods.put(literal(address).getHostAddress(), mood);
    }

    void setAll(Mood mood) {
        usual = mood;
    }

    Route route(String name, String... hosts) {
        return new Route(name, List.of(hosts), 1, (target, listener) -> new FakeLink(name, target, listener), this);
    }

    FakeLink lastLink() {
        return links.get(links.size() - 1);
    }

    @Override
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> found = names.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        return found;
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(address + " is no address", e);
        }
    }

    enum Mood {
        WORKS,
        REFUSES,
        SILENT
    }

    /** A link that answers when the test says so. */
    final class FakeLink implements Link {
        final List<CompletableFuture<Delivery>> unanswered = new ArrayList<>();
        boolean over;
        boolean saidGoodbye;
        private final String name;
        private final Target target;
        private final LinkListener listener;

        FakeLink(String name, Target target, LinkListener listener) {
            this.name = name;
            this.target = target;
            this.listener = listener;
        }

        @Override
        public void open() {
            String address = target.address().getHostAddress();
            attempts.add(name + " " + address);
            attemptTimes.add(time.now());
            links.add(this);
            Mood mood = moods.getOrDefault(address, usual);
            if (mood == Mood.WORKS) {
                time.after(Duration.ofMillis(100), () -> {
                    if (!over) {
                        listener.opened();
                    }
                });
            } else if (mood == Mood.REFUSES) {
                time.after(Duration.ofMillis(10), () -> listener.ended("refused"));
            }
        }

        @Override
        public CompletionStage<Delivery> send(Message message) {
            CompletableFuture<Delivery> delivery = new CompletableFuture<>();
            unanswered.add(delivery);
            return delivery;
        }

        @Override
        public void goodbye() {
            saidGoodbye = true;
            drop();
        }

        @Override
        public void drop() {
            over = true;
        }

        void acknowledgeNext() {
            unanswered.remove(0).complete(Delivery.ACKNOWLEDGED);
        }

        void breakDown() {
            over = true;
            listener.ended("broken");
        }

        void command(byte[] payload) {
            listener.command(payload);
        }
    }
}
