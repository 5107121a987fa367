package org.kenh.system;

import org.kenh.system.Api.Device;

/** A device that waits for the answer to each pack before it sends the next one, over CoAP or HTTP. */
final class OneByOneDevice extends LedgerDevice {
    private final Post post;

    OneByOneDevice(Device device, DevicePlan plan, Post post) {
        super(device, plan);
        this.post = post;
    }

    @Override
    boolean converse() {
        if (unacknowledged().isEmpty() && !isDue()) {
            return false;
        }
        int pack = unacknowledged().isEmpty() ? next() : unacknowledged().first();
        return switch (post.post(device(), plan().senml(pack))) {
            case Answered.Committed committed -> {
                settle(pack);
                yield true;
            }
            case Answered.Refused refused -> {
                refused(pack, refused.answer());
                yield true;
            }
            case Answered.Later later -> false;
        };
    }

    /** Sends one message and waits for its answer, but not for ever. */
    interface Post {
        Answered post(Device device, String senml);
    }

    /** What came of a message. */
    sealed interface Answered {
        /** The server said that it is durable. */
        record Committed() implements Answered {}

        /** No answer, or one that says to come again. */
        record Later() implements Answered {}

        /** The server said that the message is wrong, which it is not. */
        record Refused(String answer) implements Answered {}
    }
}
