package org.kenh.gateway.coap;

import java.util.Map;
import org.eclipse.californium.core.coap.Request;
import org.kenh.gateway.intake.FrontDesk;

/** Answers what the block-wise transfers need to know of the messages they carry. */
final class UploadDesk {
    private final FrontDesk desk;
    private final Authentication authentication;
    private final Map<String, MessageResource> byPath;

    UploadDesk(FrontDesk desk, Authentication authentication, Map<String, MessageResource> byPath) {
        this.desk = desk;
        this.authentication = authentication;
        this.byPath = Map.copyOf(byPath);
    }

    boolean isMessagePath(String path) {
        return byPath.containsKey(path);
    }

    int maxBytes() {
        return desk.limits().maxBytes();
    }

    boolean isSaturated() {
        return desk.intake().isSaturated();
    }

    /** Keeps what came of it as rejected, if the sender is a known device. */
    void tooLarge(Request part) {
        MessageResource resource = byPath.get(part.getOptions().getUriPathString());
        if (resource == null) {
            return;
        }
        part.setProtectFromOffload(); // the payload is still needed after the answer has left
        authentication.authenticate(part, outcome -> {
            if (outcome instanceof Authentication.Accepted(Caller caller)) {
                resource.refuseTooLarge(caller, part);
            }
        });
    }
}
