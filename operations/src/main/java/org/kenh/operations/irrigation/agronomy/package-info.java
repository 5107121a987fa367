/**
 * What a field needs: reference evapotranspiration by FAO-56, crops, the water balances of dry crops and of paddy rice, and
 * when water will be needed. Pure functions of their arguments: no clock, no database; days are civil days of the caller's
 * zone; everything is immutable and safe for any thread. Water is in mm over the field (1 mm = 10 m³/ha), temperatures in °C,
 * pressure in kPa, radiation in MJ/m² a day.
 */
@NullMarked
package org.kenh.operations.irrigation.agronomy;

import org.jspecify.annotations.NullMarked;
