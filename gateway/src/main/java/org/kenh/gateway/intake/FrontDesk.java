package org.kenh.gateway.intake;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.wire.BirthCodec;
import org.kenh.telemetry.wire.CommandCodec;
import org.kenh.telemetry.wire.ContentKind;
import org.kenh.telemetry.wire.Decoding;
import org.kenh.telemetry.wire.DecodingLimits;
import org.kenh.telemetry.wire.ReadingsDecoder;

/**
 * The one place where a device's message, whatever protocol carried it, is decoded, handed on, or kept as malformed.
 * Safe for any thread; never blocks, never throws on input.
 */
public final class FrontDesk implements Desk {
    private final Intake intake;
    private final CommandQueue commands;
    private final DecodingLimits limits;

    public FrontDesk(Intake intake, CommandQueue commands, DecodingLimits limits) {
        this.intake = intake;
        this.commands = commands;
        this.limits = limits;
    }

    /** What a message is about, by its topic or path. */
    public enum Kind {
        READINGS,
        BIRTH,
        ACKS
    }

    @Override
    public CompletionStage<Receipt> receive(Origin origin, Kind kind, ContentKind content) {
        return switch (kind) {
            case READINGS -> readings(origin, content);
            case BIRTH -> birth(origin);
            case ACKS -> answer(origin);
        };
    }

    @Override
    public CompletionStage<Receipt> refuse(Origin origin, String reason, String where) {
        return intake.accept(new DeviceMessage.Malformed(origin, reason, where))
                .thenApply(kept -> kept instanceof Receipt.Committed ? new Receipt.Refused(reason, where) : kept);
    }

    @Override
    public Intake intake() {
        return intake;
    }

    public DecodingLimits limits() {
        return limits;
    }

    private CompletionStage<Receipt> readings(Origin origin, ContentKind content) {
        Instant now = origin.receivedAt();
        return switch (ReadingsDecoder.decode(origin.payload(), content, now, limits)) {
            case Decoding.Decoded<Pack>(Pack pack) ->
                intake.accept(new DeviceMessage.Readings(origin, pack.readings(), pack.number()));
            case Decoding.Rejected<Pack>(String reason, String where) -> refuse(origin, reason, where);
        };
    }

    private CompletionStage<Receipt> birth(Origin origin) {
        return switch (BirthCodec.decode(origin.payload())) {
            case Decoding.Decoded<Birth>(Birth birth) -> intake.accept(new DeviceMessage.BirthReport(origin, birth));
            case Decoding.Rejected<Birth>(String reason, String where) -> refuse(origin, reason, where);
        };
    }

    private CompletionStage<Receipt> answer(Origin origin) {
        return switch (CommandCodec.decodeAnswer(origin.payload())) {
            case Decoding.Decoded<CommandAnswer>(CommandAnswer answer) ->
                commands.answered(origin.device(), answer, origin.receivedAt())
                        .thenCompose(receipt -> receipt instanceof Receipt.Refused(String reason, String where)
                                ? refuse(origin, reason, where)
                                : CompletableFuture.completedFuture(receipt));
            case Decoding.Rejected<CommandAnswer>(String reason, String where) -> refuse(origin, reason, where);
        };
    }
}
