package org.kenh.edge.journal;

import org.kenh.edge.uplink.Message;

/**
 * A message on its way to the centre.
 *
 * @param sequence its place in the journal; grows with every parcel
 * @param readings how many readings it holds; 0 for other messages
 */
public record Parcel(long sequence, Lane lane, Message message, int readings) {
    int bytes() {
        return message.payload().length;
    }
}
