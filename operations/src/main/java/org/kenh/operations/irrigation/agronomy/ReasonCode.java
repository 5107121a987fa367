package org.kenh.operations.irrigation.agronomy;

/** Why a field needs water, or none. */
public enum ReasonCode {
    LAND_PREPARATION,
    ESTABLISHMENT,
    WETTING_AND_DRYING,
    FERTILISER,
    FLOWERING,
    /** The roots of a dry crop have used the readily available water. */
    SOIL_DEPLETED,
    /** There is enough for as long as the forecast looks. */
    ENOUGH_WATER,
    /** What rice has lasts until it ripens and gets no more. */
    NONE_BEFORE_RIPENING,
    /** What the soil has lasts until the harvest. */
    NONE_BEFORE_HARVEST,
    /** Rice ripens and gets no more water. */
    RIPENING,
    /** Nothing is planted, or everything is harvested. */
    OUT_OF_SEASON;

    /** True if the field needs water. */
    public boolean isNeed() {
        return switch (this) {
            case LAND_PREPARATION, ESTABLISHMENT, WETTING_AND_DRYING, FERTILISER, FLOWERING, SOIL_DEPLETED -> true;
            case ENOUGH_WATER, NONE_BEFORE_RIPENING, NONE_BEFORE_HARVEST, RIPENING, OUT_OF_SEASON -> false;
        };
    }
}
