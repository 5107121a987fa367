package org.kenh.operations.irrigation.demand;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The farming bulletin of a commune on one morning.
 *
 * @param areaName as it was then
 * @param vi in Vietnamese, for reading aloud: at most {@value #LONGEST} characters
 * @param en in English, the same
 * @param sms in Vietnamese without accents: at most {@value #LONGEST_SMS} characters
 */
public record Bulletin(String area, String areaName, LocalDate day, String vi, String en, String sms, Instant madeAt) {
    public static final int LONGEST = 600;
    public static final int LONGEST_SMS = 160;
}
