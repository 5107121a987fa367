package org.kenh.operations.irrigation.plan;

/**
 * Energy at one price.
 *
 * @param price VND for a kWh
 * @param cost VND
 */
public record BandEnergy(String band, double price, double kilowattHours, double cost) {}
