package org.kenh.operations.irrigation.field;

/** All registers of the irrigation desk. */
public record IrrigationRegistry(
        Register<Pump> pumps,
        Register<Canal> canals,
        Register<Field> fields,
        Seasons seasons,
        Crops crops,
        Tariffs tariffs) {}
