package org.kenh.operations.irrigation.plan;

import java.util.List;

/**
 * A price and when it holds.
 *
 * @param code such as {@code peak}, {@code off-peak}, {@code normal}
 * @param price VND for a kWh, before tax
 * @param windows when it holds; empty: whenever no other band does
 */
public record TariffBand(String code, double price, List<WeeklyWindow> windows) {
    public TariffBand {
        Checks.notNegative(price, "price of tariff band " + code);
        windows = List.copyOf(windows);
    }
}
