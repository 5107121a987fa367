package org.kenh.telemetry.wire;

import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;

/** Payloads of {@code commands} and {@code acks}. */
public final class CommandCodec {
    private CommandCodec() {}

    public static byte[] encode(Command command) {
        return new byte[0];
    }

    public static Decoding<Command> decode(byte[] payload) {
        return new Decoding.Rejected<>("not decoded", "");
    }

    public static byte[] encodeAnswer(CommandAnswer answer) {
        return new byte[0];
    }

    public static Decoding<CommandAnswer> decodeAnswer(byte[] payload) {
        return new Decoding.Rejected<>("not decoded", "");
    }
}
