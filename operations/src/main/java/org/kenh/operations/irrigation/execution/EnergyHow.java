package org.kenh.operations.irrigation.execution;

import java.util.Locale;

/** How energy is known, the best first. */
public enum EnergyHow {
    /** From a meter that counts. */
    ENERGY_SERIES,
    /** From the readings of the power. */
    POWER_SERIES,
    /** From the time and the power of the nameplate. */
    NAMEPLATE;

    /** The word in the API and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static EnergyHow fromWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
