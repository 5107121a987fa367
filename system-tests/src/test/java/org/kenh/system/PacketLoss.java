package org.kenh.system;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Loss of packets by the kernel's filter, in a network of our own: TCP has to repeat them. */
final class PacketLoss {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private PacketLoss() {}

    /** Why it cannot be made here. */
    static Optional<String> lacks(boolean isolated) {
        if (!isolated) {
            return Optional.of("only root can have a network of its own");
        }
        return Tool.isThere("nft") ? Optional.empty() : Optional.of("there is no nft (Debian: nftables)");
    }

    /** Loses so many percent of all packets from and to the devices' ports for that time. */
    static void lose(Ports ports, int percent, Duration time) {
        nft("add", "table", "inet", "nemesis");
        try {
            nft("add", "chain", "inet", "nemesis", "loss", "{ type filter hook input priority 0; }");
            for (String way : List.of("dport", "sport")) {
                String devices = "{ " + ports.mqtt() + ", " + ports.http() + " }";
                drop(percent, "tcp", way, devices);
                drop(percent, "udp", way, Integer.toString(ports.coap()));
            }
            Arena.last(time);
        } finally {
            nft("delete", "table", "inet", "nemesis");
        }
    }

    private static void drop(int percent, String... match) {
        Tool rule = Tool.of("nft", "add", "rule", "inet", "nemesis", "loss").with(match);
        require(rule.with("numgen", "random", "mod", "100", "<", Integer.toString(percent), "drop"));
    }

    private static void nft(String... arguments) {
        require(Tool.of("nft").with(arguments));
    }

    private static void require(Tool tool) {
        Tool.Result result = tool.run(PATIENCE);
        if (result.exitCode() != 0) {
            throw new IllegalStateException("the packet filter refused: " + result.output());
        }
    }
}
