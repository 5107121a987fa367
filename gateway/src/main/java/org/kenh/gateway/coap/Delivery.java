package org.kenh.gateway.coap;

import org.eclipse.californium.core.coap.MessageObserverAdapter;

/**
 * Watches a confirmable response that carries a command until the device surely has all of it: the message was
 * acknowledged and, when it is too large for one, its last block was fetched. Safe for any thread.
 */
final class Delivery extends MessageObserverAdapter {
    private final Runnable delivered;
    private final Runnable lost;
    private boolean acknowledged;
    private boolean whole;
    private boolean over;

    /** Exactly one of the two is run, on a protocol thread. */
    Delivery(Runnable delivered, Runnable lost) {
        this.delivered = delivered;
        this.lost = lost;
    }

    @Override
    public void onAcknowledgement() {
        boolean complete;
        synchronized (this) {
            acknowledged = true;
            complete = isComplete();
        }
        if (complete) {
            delivered.run();
        }
    }

    @Override
    public void onTransferComplete() {
        boolean complete;
        synchronized (this) {
            whole = true;
            complete = isComplete();
        }
        if (complete) {
            delivered.run();
        }
    }

    @Override
    public void onCancel() {
        failed();
    }

    @Override
    protected void failed() {
        boolean first;
        synchronized (this) {
            first = !over;
            over = true;
        }
        if (first) {
            lost.run();
        }
    }

    /** True once only. */
    private boolean isComplete() {
        boolean complete = acknowledged && whole && !over;
        over |= complete;
        return complete;
    }
}
