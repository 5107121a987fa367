package org.kenh.edge.life;

import java.io.IOException;
import java.util.List;

/** What can be wrong with the way to the centre, and what to do. */
final class LinkFindings {
    private static final int BAD_USER_OR_PASSWORD = 0x86;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final Words CLOCK_TOO = new Words(
            "Xem đồng hồ của máy này trước; nếu đúng giờ, báo trung tâm thay chứng chỉ.",
            "Look at this machine's clock first; if it is right, tell the centre to renew its certificate.");

    private LinkFindings() {}

    /** One address of several is enough to work: what is wrong with the others is a warning then. */
    static List<Finding> softened(List<Finding> findings) {
        boolean works = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FINE);
        return works ? findings.stream().map(LinkFindings::softened).toList() : List.copyOf(findings);
    }

    private static Finding softened(Finding finding) {
        return finding.level() == Finding.Level.WRONG
                ? Finding.warning(finding.part(), finding.code(), finding.what(), finding.remedy())
                : finding;
    }

    static Finding unknownName(String part, String host) {
        return Finding.wrong(
                part,
                "link.name",
                new Words("Không tìm thấy tên \"" + host + "\"", "The name \"" + host + "\" does not resolve"),
                new Words(
                        "Kiểm tra có mạng chưa (ip addr), máy chủ DNS (/etc/resolv.conf), và tên trong uplinks.",
                        "See whether there is a network (ip addr), the DNS server (/etc/resolv.conf), and the name in"
                                + " uplinks."));
    }

    static Finding refused(String part, String place) {
        return Finding.wrong(
                part,
                "link.refused",
                new Words("Bị từ chối ở " + place, "Refused at " + place),
                new Words(
                        "Có máy ở đó nhưng cổng đóng: kiểm tra cổng trong uplinks và máy chủ trung tâm có chạy không.",
                        "There is a machine but the port is closed: look at the port in uplinks, and whether the centre's"
                                + " server runs."));
    }

    static Finding silent(String part, String place) {
        return Finding.wrong(
                part,
                "link.silent",
                new Words("Không trả lời ở " + place, "No answer at " + place),
                new Words(
                        "Kiểm tra sóng di động, tường lửa, APN; thử: ping, traceroute.",
                        "Look at the mobile signal, the firewall, the APN; try: ping, traceroute."));
    }

    static Finding broken(String part, String place, IOException failure) {
        return Finding.wrong(
                part,
                "link.broken",
                new Words(
                        "Kết nối tới " + place + " bị ngắt: " + failure.getMessage(),
                        "The connection to " + place + " broke: " + failure.getMessage()),
                new Words(
                        "Có thể sai cổng (cổng TLS 8883, cổng thường 1883) hoặc đường truyền chập chờn.",
                        "It may be the wrong port (TLS is 8883, plain is 1883), or the line is bad."));
    }

    static Finding expired(String part, String place) {
        return Finding.wrong(
                part,
                "link.certificateExpired",
                new Words(
                        "Chứng chỉ của trung tâm đã hết hạn (" + place + ")",
                        "The centre's certificate has expired (" + place + ")"),
                CLOCK_TOO);
    }

    static Finding old(String part, String place) {
        return Finding.warning(
                part,
                "link.certificateOld",
                new Words(
                        "Trung tâm nhận thiết bị, nhưng chứng chỉ của trung tâm ngoài thời hạn (" + place + ")",
                        "The centre admits the device, but its certificate is out of date (" + place + ")"),
                CLOCK_TOO);
    }

    static Finding notYetValid(String part, String place) {
        return Finding.wrong(
                part,
                "link.certificateNotYetValid",
                new Words(
                        "Chứng chỉ của trung tâm chưa đến ngày hiệu lực (" + place + ")",
                        "The centre's certificate is not valid yet (" + place + ")"),
                CLOCK_TOO);
    }

    static Finding untrusted(String part, String place) {
        return Finding.wrong(
                part,
                "link.certificateUntrusted",
                new Words(
                        "Chứng chỉ của trung tâm không được tin cậy (" + place + ")",
                        "The centre's certificate is not trusted (" + place + ")"),
                new Words(
                        "Chép chứng chỉ của trung tâm về máy này và ghi đường dẫn vào uplinks: authority.",
                        "Copy the centre's certificate here and put its path under uplinks: authority."));
    }

    static Finding otherName(String part, String host) {
        return Finding.wrong(
                part,
                "link.certificateName",
                new Words(
                        "Chứng chỉ của trung tâm không dành cho tên \"" + host + "\"",
                        "The centre's certificate is not for the name \"" + host + "\""),
                new Words(
                        "Ghi vào uplinks đúng tên có trong chứng chỉ.",
                        "Put the name into uplinks that stands in the certificate."));
    }

    static Finding noTls(String part, String place, String reason) {
        return Finding.wrong(
                part,
                "link.tls",
                new Words("Không lập được TLS với " + place + ": " + reason, "No TLS with " + place + ": " + reason),
                new Words(
                        "Có thể cổng này không phải TLS (thường là 8883), hoặc phiên bản TLS quá cũ.",
                        "The port may not be one of TLS (which is 8883 as a rule), or its TLS is too old."));
    }

    /** By the reason code of CONNACK. */
    static Finding answered(String part, String place, int code) {
        if (code == 0) {
            return Finding.fine(
                    part,
                    "link.fine",
                    new Words(
                            "Trung tâm nhận thiết bị (" + place + ")", "The centre admits the device (" + place + ")"));
        }
        if (code == BAD_USER_OR_PASSWORD || code == NOT_AUTHORIZED) {
            return Finding.wrong(
                    part,
                    "link.secret",
                    new Words("Sai mã thiết bị hoặc mã bí mật", "Wrong device id or secret"),
                    new Words(
                            "Ghi lại mã bí mật vào secret-file. Nếu đã mất: trang thiết bị ở trung tâm, Cấp mã bí mật mới.",
                            "Write the secret into secret-file again. If it is lost: device page at the centre, New secret."));
        }
        String hex = "0x" + Integer.toHexString(code);
        return Finding.wrong(
                part,
                "link.code",
                new Words("Trung tâm từ chối, mã " + hex, "The centre refuses, code " + hex),
                new Words("Báo người quản trị trung tâm mã này.", "Tell the centre's administrator this code."));
    }

    /** A handshake over another protocol; the reason says why it failed. */
    static Finding handshake(String part, String place, String reason) {
        return Finding.wrong(
                part,
                "link.handshake",
                new Words(
                        "Không bắt tay được với " + place + ": " + reason,
                        "No handshake with " + place + ": " + reason),
                new Words(
                        "Với DTLS, sai mã bí mật cũng chỉ là im lặng: xem lại secret-file, rồi tường lửa UDP 5684.",
                        "In DTLS a wrong secret is nothing but silence: look at secret-file, then at UDP 5684 in firewalls."));
    }
}
