package org.kenh.operations.irrigation.agronomy;

/** How a day's reference evapotranspiration was found, the best first. */
public enum EvapotranspirationMethod {
    /** Penman–Monteith; temperature, humidity, radiation (or sunshine) and wind measured. */
    PENMAN_MONTEITH,
    /** Penman–Monteith; humidity or radiation measured, what was missing estimated by FAO-56, wind taken as 2 m/s. */
    PENMAN_MONTEITH_ESTIMATED,
    /** Hargreaves: only temperatures (or wind with them) were measured. */
    HARGREAVES,
    /** Mean of the last seven days, as there are no usable temperatures. */
    SEVEN_DAY_MEAN
}
