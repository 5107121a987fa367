package org.kenh.gateway.mqtt;

import java.util.Optional;

/**
 * What {@link FrameCheck} hands on in place of the first packet that breaks the standard; nothing comes after it.
 *
 * @param reason for people
 * @param five whether MQTT 5 or later is spoken, as far as that is known
 * @param lostTopic of a PUBLISH that is too large to be taken; an empty text when its topic has not come
 */
record BadFrame(int reasonCode, String reason, boolean five, Optional<String> lostTopic) {}
