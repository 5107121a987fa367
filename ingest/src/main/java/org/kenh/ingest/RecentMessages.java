package org.kenh.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kenh.gateway.intake.Origin;
import org.kenh.telemetry.DeviceId;

/** Raw messages in memory. When the bound is reached, the device that has been quiet longest loses its messages. */
final class RecentMessages implements RawMessages {
    private static final int MOST_PER_DEVICE = 10;
    private static final int MOST_BYTES_SHOWN = 2048;
    private static final int OVERHEAD = 200;

    private final long mostBytes;
    private final Map<DeviceId, Deque<Kept>> byDevice = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    RecentMessages(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized void add(Origin origin, String outcome) {
        byte[] start = origin.payload().length <= MOST_BYTES_SHOWN
                ? origin.payload()
                : Arrays.copyOf(origin.payload(), MOST_BYTES_SHOWN);
        Deque<Kept> messages = byDevice.computeIfAbsent(origin.device(), device -> new ArrayDeque<>());
        if (messages.size() == MOST_PER_DEVICE) {
            bytes -= messages.removeLast().cost();
        }
        Kept kept = new Kept(origin, start, outcome);
        messages.addFirst(kept);
        bytes += kept.cost();
        forgetQuietest();
    }

    @Override
    public List<RawMessage> of(DeviceId device) {
        List<Kept> kept;
        synchronized (this) {
            kept = new ArrayList<>(byDevice.getOrDefault(device, new ArrayDeque<>()));
        }
        return kept.stream().map(Kept::shown).toList();
    }

    private void forgetQuietest() {
        Iterator<Deque<Kept>> quietest = byDevice.values().iterator();
        while (bytes > mostBytes && quietest.hasNext()) {
            for (Kept kept : quietest.next()) {
                bytes -= kept.cost();
            }
            quietest.remove();
        }
    }

    /** What is kept of a message: turned into text only when somebody looks. */
    private static final class Kept {
        private final Origin head;
        private final int length;
        private final String outcome;

        Kept(Origin origin, byte[] start, String outcome) {
            this.head = new Origin(origin.device(), origin.transport(), origin.address(), origin.receivedAt(), start);
            this.length = origin.payload().length;
            this.outcome = outcome;
        }

        long cost() {
            return (long) head.payload().length + 2L * (head.address().length() + outcome.length()) + OVERHEAD;
        }

        RawMessage shown() {
            String transport = head.transport().name().toLowerCase(Locale.ROOT);
            return new RawMessage(head.receivedAt(), transport, head.address(), length, text(), outcome);
        }

        private String text() {
            byte[] payload = head.payload();
            // A cut may have gone through the middle of a character of at most four bytes.
            int shortest = length > payload.length ? payload.length - 3 : payload.length;
            for (int end = payload.length; end >= shortest; end--) {
                Optional<String> text = decoded(payload, end);
                if (text.isPresent()) {
                    return text.get();
                }
            }
            return HexFormat.of().formatHex(payload);
        }

        private static Optional<String> decoded(byte[] payload, int end) {
            try {
                return Optional.of(UTF_8.newDecoder()
                        .decode(ByteBuffer.wrap(payload, 0, end))
                        .toString());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }
    }
}
