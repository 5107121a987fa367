package org.kenh.edge.sensor.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.kenh.edge.sensor.snmp.Credentials.Community;
import org.kenh.edge.sensor.snmp.Credentials.User;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.snmp4j.util.DefaultPDUFactory;

/** A session with one device. */
final class SnmpSession implements AutoCloseable {
    /** A request that is lost on the way is sent once more. */
    static final int RETRIES = 1;

    private final Snmp snmp;
    private final Target<UdpAddress> target;

    private SnmpSession(Snmp snmp, Target<UdpAddress> target) {
        this.snmp = snmp;
        this.target = target;
    }

    static SnmpSession open(String host, int port, Credentials credentials, Duration timeout) throws IOException {
        UdpAddress address = new UdpAddress(InetAddress.getByName(host), port);
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.defaultSecurity);
        protocols.addAuthenticationProtocol(new AuthSHA());
        protocols.addAuthenticationProtocol(new AuthHMAC192SHA256());
        protocols.addPrivacyProtocol(new PrivAES128());
        byte[] engine = MPv3.createLocalEngineID();
        USM usm = new USM(protocols, new OctetString(engine), 0);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(new MPv3(
                engine,
                new DefaultPDUFactory(),
                protocols,
                SecurityModels.getCollection(new SecurityModel[] {usm}),
                new CounterSupport()));
        Snmp snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping());
        Target<UdpAddress> target = target(address, credentials, usm);
        target.setTimeout(timeout.toMillis());
        target.setRetries(RETRIES);
        snmp.listen();
        return new SnmpSession(snmp, target);
    }

    private static Target<UdpAddress> target(UdpAddress address, Credentials credentials, USM usm) {
        if (credentials instanceof Community community) {
            Target<UdpAddress> target = new CommunityTarget<>(address, new OctetString(community.community()));
            target.setVersion(SnmpConstants.version2c);
            return target;
        }
        User user = (User) credentials;
        OctetString name = new OctetString(user.name());
        boolean secret = !user.privacy().isEmpty();
        usm.addUser(new UsmUser(
                name,
                user.hash().equals("sha1") ? AuthSHA.ID : AuthHMAC192SHA256.ID,
                new OctetString(user.password()),
                secret ? PrivAES128.ID : null,
                secret ? new OctetString(user.privacy()) : null));
        UserTarget<UdpAddress> target = new UserTarget<>();
        target.setAddress(address);
        target.setVersion(SnmpConstants.version3);
        target.setSecurityLevel(secret ? SecurityLevel.AUTH_PRIV : SecurityLevel.AUTH_NOPRIV);
        target.setSecurityName(name);
        return target;
    }

    /** The values of some objects, in any order. */
    List<VariableBinding> get(List<OID> objects) throws IOException {
        PDU request = target.getVersion() == SnmpConstants.version3 ? new ScopedPDU() : new PDU();
        request.setType(PDU.GET);
        objects.forEach(object -> request.add(new VariableBinding(object)));
        PDU answer = snmp.send(request, target).getResponse();
        if (answer == null) {
            throw new IOException("không trả lời (địa chỉ, mật khẩu?) / no answer (address, password?)");
        }
        if (answer.getType() == PDU.REPORT) {
            throw new IOException("không được chấp nhận / not accepted");
        }
        if (answer.getErrorStatus() != 0) {
            throw new IOException("SNMP: " + answer.getErrorStatusText());
        }
        return List.copyOf(answer.getVariableBindings());
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
