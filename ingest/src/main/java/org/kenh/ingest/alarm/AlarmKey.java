package org.kenh.ingest.alarm;

/**
 * Which alarm: of one rule there is one per subject.
 *
 * @param rule the rule's id
 * @param subject the device or the site it watches
 */
public record AlarmKey(String rule, String subject) {}
