package org.kenh.edge.life;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.kenh.edge.life.LinkExamination.Address;

/** Can the centre be reached over a protocol of which only the whole handshake tells? */
public final class HandshakeExamination implements Examination {
    private final String part;
    private final Address address;
    private final Function<InetAddress, Optional<String>> handshake;

    /** {@code handshake} says why it failed, empty if it went well; may take some seconds. */
    public HandshakeExamination(String protocol, Address address, Function<InetAddress, Optional<String>> handshake) {
        this.part = "link " + protocol + " " + address;
        this.address = address;
        this.handshake = handshake;
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        try {
            for (InetAddress numeric : InetAddress.getAllByName(address.host())) {
                String place = numeric.getHostAddress() + " port " + address.port();
                findings.add(handshake
                        .apply(numeric)
                        .map(reason -> LinkFindings.handshake(part, place, reason))
                        .orElseGet(() -> LinkFindings.answered(part, place, 0)));
            }
        } catch (UnknownHostException e) {
            findings.add(LinkFindings.unknownName(part, address.host()));
        }
        return LinkFindings.softened(findings);
    }
}
