package org.kenh.gateway.coap;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Intake;
import org.kenh.gateway.intake.Receipt;

/** Commits at once, or when told to. */
final class FakeIntake implements Intake {
    private final List<DeviceMessage> messages = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Receipt>> held = new CopyOnWriteArrayList<>();
    private volatile Receipt answer = Receipt.COMMITTED;
    private volatile boolean holding;
    private volatile boolean saturated;

    @Override
    public CompletionStage<Receipt> accept(DeviceMessage message) {
        messages.add(message);
        if (!holding) {
            return CompletableFuture.completedFuture(answer);
        }
        CompletableFuture<Receipt> later = new CompletableFuture<>();
        held.add(later);
        return later;
    }

    @Override
    public boolean isSaturated() {
        return saturated;
    }

    @Override
    public void onRelief(Runnable action) {
        action.run();
    }

    void answerWith(Receipt receipt) {
        answer = receipt;
    }

    void hold() {
        holding = true;
    }

    void release(Receipt receipt) {
        holding = false;
        held.forEach(later -> later.complete(receipt));
    }

    void saturate(boolean now) {
        saturated = now;
    }

    List<DeviceMessage> messages() {
        return messages;
    }
}
