package org.kenh.operations;

import org.kenh.operations.share.cap.CapSender;

/** Who sends warnings. Keys {@code cap.sender}, {@code cap.sender-name} and {@code cap.public-feed}. */
final class CapConfig {
    private CapConfig() {}

    static CapSender read(Settings settings) {
        CapSender standard = CapSender.STANDARD;
        String id = settings.text("cap.sender", standard.id());
        boolean fits = CapSender.isId(id);
        if (!fits) {
            settings.problem(
                    "cap.sender must have 1 to 100 characters, none of them a blank, a comma, < or &, but is \"" + id
                            + "\"");
        }
        return new CapSender(
                fits ? id : standard.id(),
                settings.text("cap.sender-name", standard.name()),
                settings.flag("cap.public-feed", standard.publicFeed()));
    }
}
