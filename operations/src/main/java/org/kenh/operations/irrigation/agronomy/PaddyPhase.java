package org.kenh.operations.irrigation.agronomy;

/** What a rice field needs of its water, in mm over the soil. */
public enum PaddyPhase {
    /** Before the days of land preparation. */
    IDLE,
    /** Ploughing and puddling: to +50 when below +20. */
    LAND_PREPARATION,
    /** The first 14 days after transplanting: to +50 when below +10. */
    ESTABLISHMENT,
    /** Alternate wetting and drying: to +50 when down at the threshold. */
    WETTING_AND_DRYING,
    /** 3 to 5 days after fertiliser: to +30 when below +10. */
    FERTILISER,
    /** 7 days around flowering: to +50 when below +30. */
    FLOWERING,
    /** The last 10 to 14 days: no water. */
    RIPENING,
    /** After harvest. */
    HARVESTED
}
